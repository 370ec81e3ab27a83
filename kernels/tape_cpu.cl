/* Many launches of a plan in one launch, CPU family: each work-item is a core that takes the next piece of work until there is none.
 *
 * What a launch costs beside its work (some 20 us: both cores are told, woken and waited for) is as much as a kernel of a small
 * image takes. Here cores go from one operation to the next by themselves.
 * Shapes   ops [operations] of (kind, where its arguments begin, its work-groups, the operation it waits for or -1);
 *          chunks of (operation, first work-group, last + 1, 0); lanes of (first chunk, last + 1): chains of operations;
 *          counters [lanes], chunks taken, and done [operations], work-groups: a cache line each, zero before.
 * Work     one work-item: a core. A launch does `count` lanes from `first` on, which do not depend on each other; a core prefers the
 *          lane of its number and helps the others after its own. With a count of 0 nothing is read: a launch for the sake of the
 *          driver, which finishes compiling with the first one.
 * Progress chunks are taken in order and wait only for earlier ones of their lane, which have been taken by cores that run. So
 *          this ends even if one core does all the work, and whichever cores come late.
 * Memory   arguments [..] of 64 bits: three extents, then pointers, numbers and offsets into scratch. OpenCL 1.2 promises neither
 *          that a pointer outlives its launch nor that a core sees what another has written: for PoCL on a CPU alone, where both hold.
 * Numerics those of the kernels: the same functions on the same work-groups.
 * Fixed    one work-group a core; the sizes of chunks (TapeWriter), operations a launch (Tape).
 * Judge    TapeTest.
 */
#include "cpu.clh"

#ifdef POCL_DEVICE_ADDRESS_BITS
#define FENCE __sync_synchronize()
#else
#define FENCE mem_fence(CLK_GLOBAL_MEM_FENCE)
#endif

/* Leaves the core's execution units to the other thread that it may run, for a moment. */
#if defined(POCL_DEVICE_ADDRESS_BITS) && defined(__x86_64__)
#define PAUSE __asm__ volatile("pause")
#elif defined(POCL_DEVICE_ADDRESS_BITS) && defined(__aarch64__)
#define PAUSE __asm__ volatile("yield")
#else
#define PAUSE
#endif

#ifndef TASKS
#define TASKS(T)
#endif
/* TASKS(T) is T(0, name) T(1, name) ...: the functions that kernels have become, by kind. */
#define DECLARE(KIND, NAME) void NAME(int begin, int end, const __global ulong *arguments, __local float *scratch);
#define CALL(KIND, NAME) case KIND: NAME(begin, end, arguments, scratch); break;
TASKS(DECLARE)

INLINE void perform(int kind, int begin, int end, const __global ulong *arguments, __local float *scratch) {
    switch (kind) {
        TASKS(CALL)
    }
}

ONE_WORK_ITEM __kernel void tape(const __global int4 *ops, const __global int4 *chunks, const __global int2 *lanes, const __global ulong *arguments,
                                 volatile __global int *counters, volatile __global int *done, __local float *scratch, int first, int count) {
    for (int tried = 0; tried < count;) {
        const int lane = first + (get_group_id(0) + tried) % count;
        const int taken = lanes[lane].s0 + atomic_inc(counters + lane * LINE);
        if (taken >= lanes[lane].s1) {
            tried++;
            continue;
        }
        const int4 chunk = chunks[taken], op = ops[chunk.s0];
        if (op.s3 >= 0) {
            while (done[op.s3 * LINE] < ops[op.s3].s2) PAUSE;
        }
        FENCE;
        perform(op.s0, chunk.s1, chunk.s2, arguments + op.s1, scratch);
        FENCE;
        atomic_add(done + chunk.s0 * LINE, chunk.s2 - chunk.s1);
    }
}

/* Where a buffer lies. */
ONE_WORK_ITEM __kernel void tape_address(__global void *buffer, __global ulong *addresses, int index) {
    addresses[index] = (ulong)buffer;
}
