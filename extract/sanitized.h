/*
 * sanitized.h - whether this build is one for the sanitizers, which want calls, address space and malloc() of their own.
 */
#ifndef EXTRACT_SANITIZED_H
#define EXTRACT_SANITIZED_H

#if defined(__SANITIZE_ADDRESS__)
#define SANITIZED 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define SANITIZED 1
#endif
#endif
#ifndef SANITIZED
#define SANITIZED 0
#endif

#endif
