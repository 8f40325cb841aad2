/* The export of a fixture, inside the target. SPDX-License-Identifier: MIT */
#ifndef PINPORT_TESTS_FUZZ_SAMPLE_H
#define PINPORT_TESTS_FUZZ_SAMPLE_H

__asm__(".section .rodata\n"
        "sample_start: .incbin \"fixtures/good/korea-html/export/pinpoint.xml\"\n"
        "sample_end: .byte 0\n"
        ".previous\n");
extern const char sample_start[], sample_end[];

#endif
