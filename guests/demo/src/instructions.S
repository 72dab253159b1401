/*
 * The PCI instructions, one routine a site: void run_<site>(struct call *call).
 *
 * The assembler of binutils has no mnemonics for them, so they are written with .insn. Each routine has a stack
 * frame of its own with a back chain at 152 and register 14 at 136 of the caller's frame (the packed layout that
 * Linux uses too), so that a debugger that stops at a site can walk the stack.
 *
 * Registers differ between forms on purpose (0, odd/even pairs high up, index registers, displacements on either
 * side of zero): a decoder has something to decode.
 */
#define REQUEST 0
#define SECOND 8
#define THIRD 16
#define AFTER 24
#define DATA 32
#define CC 40
#define FRAME 160

	.macro	ENTER name
	.globl	run_\name
	.type	run_\name, @function
run_\name:
	stmg	%r6, %r15, 72(%r15)
	lgr	%r1, %r15
	aghi	%r15, -FRAME
	stg	%r1, 152(%r15)
	lgr	%r5, %r2
	.globl	site_\name
	.endm

	.macro	LEAVE name
	ipm	%r1
	srl	%r1, 28
	st	%r1, CC(%r5)
	lmg	%r6, %r15, FRAME + 72(%r15)
	br	%r14
	.size	run_\name, . - run_\name
	.endm

/* CLP: command code 2 (PCI) in the mask field, block address in the second register. */
	.macro	CLP_FORM name, r1, r2
	ENTER	\name
	lg	\r1, REQUEST(%r5)
	lg	\r2, SECOND(%r5)
site_\name:
	.insn	rrf, 0xb9a00000, \r1, \r2, 0, 2
	stg	\r1, AFTER(%r5)
	LEAVE	\name
	.endm
	.macro	CLP name
	CLP_FORM \name, %r2, %r3
	.endm
	.macro	CLP_HIGH name
	CLP_FORM \name, %r0, %r12
	.endm

/* PCILG and PCISTG: data in r1; handle, space and length in r2; offset in r2 + 1. */
	.macro	PCILG_FORM name, r1, r2, r3
	ENTER	\name
	lg	\r2, REQUEST(%r5)
	lg	\r3, SECOND(%r5)
	lghi	\r1, 0
site_\name:
	.insn	rre, 0xb9d20000, \r1, \r2
	stg	\r1, DATA(%r5)
	stg	\r2, AFTER(%r5)
	LEAVE	\name
	.endm
	.macro	PCILG name
	PCILG_FORM \name, %r4, %r2, %r3
	.endm
	.macro	PCILG_HIGH name
	PCILG_FORM \name, %r0, %r10, %r11
	.endm
	.macro	PCILG_ODD name
	PCILG_FORM \name, %r4, %r3, %r2
	.endm

	.macro	PCISTG_FORM name, r1, r2, r3
	ENTER	\name
	lg	\r2, REQUEST(%r5)
	lg	\r3, SECOND(%r5)
	lg	\r1, THIRD(%r5)
site_\name:
	.insn	rre, 0xb9d00000, \r1, \r2
	stg	\r2, AFTER(%r5)
	LEAVE	\name
	.endm
	.macro	PCISTG name
	PCISTG_FORM \name, %r4, %r2, %r3
	.endm
	.macro	PCISTG_HIGH name
	PCISTG_FORM \name, %r11, %r8, %r9
	.endm
	.macro	PCISTG_ODD name
	PCISTG_FORM \name, %r4, %r3, %r2
	.endm

/* PCISTB: handle, space and length in r1; offset in r3; source in storage. */
	.macro	PCISTB name
	ENTER	\name
	lg	%r2, REQUEST(%r5)
	lg	%r3, SECOND(%r5)
	lg	%r4, THIRD(%r5)
	aghi	%r4, 16
site_\name:
	.insn	rsy, 0xeb00000000d0, %r2, %r3, -16(%r4)
	stg	%r2, AFTER(%r5)
	LEAVE	\name
	.endm

/* RPCIT: handle in r1; first address in r2, length in r2 + 1. */
	.macro	RPCIT_FORM name, r1, r2, r3
	ENTER	\name
	lg	\r1, REQUEST(%r5)
	lg	\r2, SECOND(%r5)
	lg	\r3, THIRD(%r5)
site_\name:
	.insn	rre, 0xb9d30000, \r1, \r2
	stg	\r1, AFTER(%r5)
	LEAVE	\name
	.endm
	.macro	RPCIT name
	RPCIT_FORM \name, %r4, %r2, %r3
	.endm
	.macro	RPCIT_HIGH name
	RPCIT_FORM \name, %r0, %r10, %r11
	.endm
	.macro	RPCIT_ODD name
	RPCIT_FORM \name, %r4, %r3, %r2
	.endm

/* MPCIFC and STPCIFC: handle, DMA space and operation control in r1; FIB in storage. */
	.macro	MPCIFC name
	ENTER	\name
	lg	%r2, REQUEST(%r5)
	lg	%r3, SECOND(%r5)
site_\name:
	.insn	rxy, 0xe300000000d0, %r2, 0(%r3)
	stg	%r2, AFTER(%r5)
	LEAVE	\name
	.endm
	.macro	MPCIFC_INDEXED name
	ENTER	\name
	lg	%r13, REQUEST(%r5)
	lg	%r3, SECOND(%r5)
	lghi	%r4, -0x2000
site_\name:
	.insn	rxy, 0xe300000000d0, %r13, 0x2000(%r4, %r3)
	stg	%r13, AFTER(%r5)
	LEAVE	\name
	.endm
	.macro	STPCIFC name
	ENTER	\name
	lg	%r6, REQUEST(%r5)
	lg	%r3, SECOND(%r5)
	lghi	%r4, 8
site_\name:
	.insn	rxy, 0xe300000000d4, %r6, -8(%r3, %r4)
	stg	%r6, AFTER(%r5)
	LEAVE	\name
	.endm

/* SIC: operation in r1, interruption subclass in bits 2-4 of the low word of r3, operand in storage. */
	.macro	SIC name
	ENTER	\name
	lg	%r2, REQUEST(%r5)
	lg	%r3, SECOND(%r5)
	lg	%r4, THIRD(%r5)
site_\name:
	.insn	rsy, 0xeb00000000d1, %r2, %r3, 0(%r4)
	stg	%r2, AFTER(%r5)
	LEAVE	\name
	.endm

/* The memory I/O forms: no QEMU implements them, each ends with an operation exception. */
	.macro	PCILGI name
	ENTER	\name
	lg	%r2, SECOND(%r5)
	lg	%r3, REQUEST(%r5)
	lghi	%r4, 0
site_\name:
	.insn	rre, 0xb9d60000, %r4, %r2
	stg	%r4, DATA(%r5)
	stg	%r3, AFTER(%r5)
	LEAVE	\name
	.endm
	.macro	PCISTGI name
	ENTER	\name
	lg	%r2, SECOND(%r5)
	lg	%r3, REQUEST(%r5)
	lg	%r4, THIRD(%r5)
site_\name:
	.insn	rre, 0xb9d40000, %r4, %r2
	stg	%r3, AFTER(%r5)
	LEAVE	\name
	.endm
	.macro	PCISTBI name
	ENTER	\name
	lg	%r2, REQUEST(%r5)
	lg	%r3, SECOND(%r5)
	lg	%r4, THIRD(%r5)
site_\name:
	.insn	rsy, 0xeb00000000d4, %r2, %r3, 0(%r4)
	stg	%r2, AFTER(%r5)
	LEAVE	\name
	.endm
	.macro	PCIWB name
	ENTER	\name
site_\name:
	.insn	rre, 0xb9d50000, %r0, %r0
	LEAVE	\name
	.endm

	.section .sites, "ax", @progbits
#define SITE(name, form) form name
#include "sites.def"
#undef SITE

/* For C: address of each site and of its routine, in the order of sites.def. */
	.section .rodata
	.balign	8
	.globl	pci_sites
pci_sites:
	.macro	ADDRESSES name
	.quad	site_\name, run_\name
	.endm
#define SITE(name, form) ADDRESSES name
#include "sites.def"
