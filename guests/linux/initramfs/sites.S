/*
 * A kernel module with PCI instructions: no module of Debian's kernels has any. Writing to its parameter "run" executes
 * them, for a function that does not exist, so that nothing changes (condition code 3).
 *
 * It is built without the kernel's headers. MODULE_BYTES, the size of struct module, and VERMAGIC come from another
 * module of the same kernel. Layouts: Linux 6.1 and 6.12 include/linux/module.h (list behind the state, then the name),
 * include/linux/moduleparam.h (struct kernel_param, struct kernel_param_ops).
 */
#define HANDLE 0x8002fffe

	.text
	.type	zpci_sites_store, @function
	.align	8
zpci_sites_store:
	llihf	%r1, HANDLE
	larl	%r4, block
	.insn	rxy, 0xe300000000d4, %r1, 0(%r4)	/* STPCIFC */
	jg	zpci_sites_load
	.size	zpci_sites_store, . - zpci_sites_store

	.type	zpci_sites_load, @function
	.align	8
zpci_sites_load:
	llihf	%r4, HANDLE
	oill	%r4, 4
	oilh	%r4, 15				/* 4 bytes of configuration space */
	lghi	%r5, 0
	.insn	rre, 0xb9d20000, %r0, %r4	/* PCILG */
	lghi	%r2, 0
	br	%r14
	.size	zpci_sites_load, . - zpci_sites_load

	.bss
	.align	8
block:	.skip	0x50

	.section .rodata, "a"
name:	.asciz	"run"
	.align	8
operations:
	.long	0, 0				/* flags */
	.quad	zpci_sites_store		/* set */
	.quad	0, 0				/* get, free */

	.section __param, "a"
	.align	8
	.quad	name, __this_module, operations
	.short	0200				/* written by root */
	.byte	-1, 0				/* level, flags */
	.long	0
	.quad	0				/* argument */

	.section .gnu.linkonce.this_module, "aw"
	.align	256
	.globl	__this_module
	.type	__this_module, @object
__this_module:
	.skip	24
	.asciz	"zpci_sites"
	.skip	MODULE_BYTES - (. - __this_module)
	.size	__this_module, MODULE_BYTES

	.section .modinfo, "a"
	.asciz	"license=EPL-2.0"
	.asciz	"name=zpci_sites"
	.asciz	VERMAGIC
	.section .note.GNU-stack, "", @progbits
