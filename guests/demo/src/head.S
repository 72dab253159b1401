/*
 * Entry, command line, interruption entries, second CPU.
 *
 * QEMU hands the text of -append to an ELF kernel only if its entry is 0x10000, and then copies it to 0x10480
 * (hw/s390x/ipl.c): so this section is linked at 0x10000 and keeps that place. The doubleword at 0x10430 tells
 * QEMU how much room there is.
 */
#define PROGRAM_REGISTERS 0x400
#define EXTERNAL_REGISTERS 0x480
#define IO_REGISTERS 0x500
#define PROGRAM_STACK 0x580
#define INTERRUPT_STACK 0x588
#define RECOVER_STACK 0x598
#define FRAME 160
#define BACK_CHAIN 152
#define COMMAND_LINE_SIZE 0x380

	.section .head, "ax"
	.globl	_start
_start:
	j	start
	.org	0x430
	.quad	COMMAND_LINE_SIZE
	.org	0x480
	.globl	command_line
command_line:
	.fill	COMMAND_LINE_SIZE
	.org	0x800

	.text
	.globl	start
/* Clear .bss (a reset of the machine leaves RAM as it was), take the main stack, go to C. */
start:
	larl	%r2, __bss_start
	larl	%r3, __bss_end
	sgr	%r3, %r2
	lghi	%r4, 0
	lghi	%r5, 0
0:	mvcle	%r2, %r4, 0
	jo	0b
	larl	%r15, main_stack_top
	aghi	%r15, -FRAME
	xc	BACK_CHAIN(8, %r15), BACK_CHAIN(%r15)
	brasl	%r14, main
1:	j	1b

/* One interruption entry: save all registers, call C on the class's own stack, go on where the old PSW says. */
	.macro	INTERRUPTION name, registers, stack, old, handler
	.globl	\name
	.type	\name, @function
\name:
	stmg	%r0, %r15, \registers(%r0)
	lg	%r15, \stack(%r0)
	aghi	%r15, -FRAME
	xc	BACK_CHAIN(8, %r15), BACK_CHAIN(%r15)
	brasl	%r14, \handler
	lmg	%r0, %r15, \registers(%r0)
	lpswe	\old(%r0)
	.size	\name, . - \name
	.endm

	INTERRUPTION program_entry, PROGRAM_REGISTERS, PROGRAM_STACK, 0x150, program_interruption
	INTERRUPTION external_entry, EXTERNAL_REGISTERS, INTERRUPT_STACK, 0x130, external_interruption
	INTERRUPTION io_entry, IO_REGISTERS, INTERRUPT_STACK, 0x170, io_interruption

/* Interruptions that this program never opens (supervisor call, machine check, restart): ignore and go on. */
	.globl	supervisor_entry
supervisor_entry:
	lpswe	0x140(%r0)
	.globl	machine_entry
machine_entry:
	lpswe	0x160(%r0)
	.globl	restart_entry
restart_entry:
	lpswe	0x120(%r0)

/* After an unexpected program interruption: a fresh stack, then the work loop again. */
	.globl	recover_main
recover_main:
	lg	%r15, RECOVER_STACK(%r0)
	brasl	%r14, work_forever
1:	j	1b

/* CPU 1 after its restart order; its prefix area is prepared by second.c. */
	.globl	second_entry
second_entry:
	lg	%r15, RECOVER_STACK(%r0)
	brasl	%r14, second_forever
1:	j	1b

/* Wait enabled for I/O and external interruptions; external_interruption() ends the wait. */
	.globl	wait_enabled
	.type	wait_enabled, @function
wait_enabled:
	larl	%r1, wait_psw
	lpswe	0(%r1)
	.globl	wait_done
wait_done:
	br	%r14
	.size	wait_enabled, . - wait_enabled

/* The same for CPU 1, which leaves I/O interruptions to CPU 0. */
	.globl	wait_enabled_second
	.type	wait_enabled_second, @function
wait_enabled_second:
	larl	%r1, wait_second_psw
	lpswe	0(%r1)
	.size	wait_enabled_second, . - wait_enabled_second

	.section .rodata
	.balign	8
wait_psw:
	.quad	0x0302000180000000, wait_done
wait_second_psw:
	.quad	0x0102000180000000, wait_done

	.section .bss
	.balign	16
	.fill	16384
main_stack_top:
	.globl	main_stack_top
	.fill	8192
	.globl	program_stack_top
program_stack_top:
	.fill	8192
	.globl	interrupt_stack_top
interrupt_stack_top:
