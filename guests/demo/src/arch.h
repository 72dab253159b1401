/*
 * The machine underneath: integer types, the lowcore, control registers, clocks.
 * Addresses are absolute: DAT is never switched on and CPU 0 keeps prefix 0.
 */
#ifndef ARCH_H
#define ARCH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef uint8_t u8;
typedef uint16_t u16;
typedef uint32_t u32;
typedef uint64_t u64;

#define PAGE 4096UL
#define ALIGNED(n) __attribute__((aligned(n)))
#define ASSERT_OFFSET(type, member, at) _Static_assert(offsetof(type, member) == (at), #type "." #member)

/* PSW mask bits. */
#define PSW_BASE 0x0000000180000000UL /* supervisor state, 64-bit addressing, every interruption closed */
#define PSW_IO 0x0200000000000000UL
#define PSW_EXTERNAL 0x0100000000000000UL
#define PSW_WAIT 0x0002000000000000UL

/* Control register 0: accept the clock comparator. The other bits are those that an initial reset sets. */
#define CR0_CLOCK_COMPARATOR 0x8e0UL

/* One microsecond of the TOD clock: bit 51 counts microseconds. */
#define TOD_MICROSECOND 4096UL
#define TOD_SECOND (1000000UL * TOD_MICROSECOND)
#define TOD_NEVER 0xffffffffffffffffUL

struct psw {
	u64 mask;
	u64 address;
};

/*
 * The prefix area. Everything up to 0x200 and the I/O interruption fields are the architecture's,
 * 0x400 and up are ours (the save areas are filled by head.S).
 */
struct lowcore {
	u8 pad0[0x84];
	u16 external_cpu; /* 0x84 */
	u16 external_code;
	u8 pad1[0x8c - 0x88];
	u16 program_ilc; /* 0x8c */
	u16 program_code;
	u8 pad2[0xa8 - 0x90];
	u64 translation_exception; /* 0xa8 */
	u8 pad3[0xb8 - 0xb0];
	u32 subchannel; /* 0xb8 */
	u32 io_parameter;
	u32 io_word; /* 0xc0 */
	u8 pad4[0x130 - 0xc4];
	struct psw external_old; /* 0x130 */
	struct psw supervisor_old;
	struct psw program_old; /* 0x150 */
	struct psw machine_old;
	struct psw io_old; /* 0x170 */
	u8 pad5[0x1a0 - 0x180];
	struct psw restart_new; /* 0x1a0 */
	struct psw external_new;
	struct psw supervisor_new;
	struct psw program_new; /* 0x1d0 */
	struct psw machine_new;
	struct psw io_new; /* 0x1f0 */
	u8 pad6[0x400 - 0x200];
	u64 program_registers[16]; /* 0x400 */
	u64 external_registers[16]; /* 0x480 */
	u64 io_registers[16]; /* 0x500 */
	u64 program_stack; /* 0x580 */
	u64 interrupt_stack; /* 0x588 */
	u64 recover_address; /* 0x590: where an unexpected program interruption leads */
	u64 recover_stack; /* 0x598 */
	u64 site_program_code; /* 0x5a0: code of the interruption that a PCI site took, 0 if none */
};

ASSERT_OFFSET(struct lowcore, io_word, 0xc0);
ASSERT_OFFSET(struct lowcore, io_old, 0x170);
ASSERT_OFFSET(struct lowcore, io_new, 0x1f0);
ASSERT_OFFSET(struct lowcore, program_stack, 0x580);
ASSERT_OFFSET(struct lowcore, site_program_code, 0x5a0);

/* Real address 0 of the CPU that looks (the linker script defines the symbol). */
extern volatile struct lowcore lowcore;

/* Keep the compiler from moving memory accesses across this point. */
static inline void barrier(void)
{
	asm volatile("" ::: "memory");
}

/* The TOD clock; unique values are not needed, hence the fast form. */
static inline u64 clock_now(void)
{
	u64 value;

	asm volatile("stckf %0" : "=Q"(value) : : "cc");
	return value;
}

/* The next clock-comparator interruption is pending once the TOD clock exceeds this value. */
static inline void clock_comparator(u64 value)
{
	asm volatile("sckc %0" : : "Q"(value));
}

static inline void set_control_0(u64 value)
{
	asm volatile("lctlg 0,0,%0" : : "Q"(value));
}

/* Control register 6: bit 0x80000000 >> n accepts I/O interruptions of interruption subclass n. */
static inline void set_control_6(u64 value)
{
	asm volatile("lctlg 6,6,%0" : : "Q"(value));
}

/* Open I/O interruptions for a moment: everything pending is taken before the function returns. */
static inline void take_pending_interrupts(void)
{
	u8 previous;

	asm volatile("stosm %0,0x02\n\tstnsm %0,0xfc" : "=Q"(previous) : : "memory", "cc");
}

/* PCI data is little-endian; PCILG and PCISTG move its bytes in storage order, right-aligned in the register. */
static inline u64 swap_bytes(u64 value, u32 length)
{
	return __builtin_bswap64(value) >> (64 - 8 * length);
}

/* memory.c */
void *memset(void *to, int value, size_t length);
void *memcpy(void *to, const void *from, size_t length);
bool heap_start(u64 from, u64 to);
void *heap_take(u64 length, u64 alignment);
u64 heap_free(void);

#endif
