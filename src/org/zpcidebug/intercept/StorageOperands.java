package org.zpcidebug.intercept;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.zpcidebug.Text;
import org.zpcidebug.gdbstub.StubClient;
import org.zpcidebug.gdbstub.StubException;
import org.zpcidebug.s390.BigEndian;
import org.zpcidebug.zpci.Fib;
import org.zpcidebug.zpci.InterruptRegistration;

/**
 * The operands of a PCI instruction that are in storage, read where the CPU that executes it would find them. Nothing in
 * them is trusted: what cannot be read says why.
 */
@SuppressWarnings("nls")
final class StorageOperands {

    private static final int CLP_REQUEST_BYTES = 32;
    private static final int CLP_RESPONSE_BYTES = 0x88;
    private static final int MOST_BYTES = 8192;
    private static final int LIST_HEADER = 0x20;
    private static final int LIST_ENTRY = 16;
    private static final int MOST_SHOWN = 256;
    private static final int BARS = 6;
    private static final int LIST = 2;
    private static final int QUERY = 3;
    private static final int GROUP = 4;
    private static final int SET = 5;
    private static final int DONE = 0x10;

    private final StubClient client;
    private final Hit hit;
    private final Map<String, Object> before = new LinkedHashMap<>();
    private boolean isRead;

    StorageOperands(StubClient client, Hit hit) {
        this.client = client;
        this.hit = hit;
    }

    /** What the instruction is given, by name; read once, and only while the CPU stands before it. */
    Map<String, Object> before() {
        if (!isRead) {
            isRead = true;
            switch (hit.site().instruction().opcode()) {
                case CLP -> readable("request", CLP_REQUEST_BYTES, operand("block"), this::request);
                case MPCIFC ->
                    readable("fib", Fib.BYTES, operand("fibAddress"), bytes -> before.put("fib", fib(bytes)));
                case PCISTB, PCISTBI ->
                    readable(
                            "data",
                            (int) Math.min(operand("length"), MOST_SHOWN),
                            operand("source"),
                            bytes -> before.put("data", hex(bytes)));
                default -> {
                    // All operands are in registers.
                }
            }
        }
        return before;
    }

    /** What it stored or answered, by name; read while the CPU stands behind it. */
    Map<String, Object> after() {
        Map<String, Object> results = new LinkedHashMap<>();
        try {
            switch (hit.site().instruction().opcode()) {
                case CLP -> response(results);
                case STPCIFC -> results.put("fib", fib(read(operand("fibAddress"), Fib.BYTES)));
                default -> {
                    // Everything it tells is in registers.
                }
            }
        } catch (StubException e) {
            results.put("results", unreadable(e));
        }
        return results;
    }

    private interface Decoder {
        void decode(BigEndian bytes);
    }

    private void readable(String name, int length, long address, Decoder decoder) {
        try {
            decoder.decode(read(address, length));
        } catch (StubException e) {
            before.put(name, unreadable(e));
        }
    }

    private BigEndian read(long address, int length) {
        return new BigEndian(client.read(address, length));
    }

    private long operand(String name) {
        return hit.operand(name);
    }

    private static String unreadable(StubException e) {
        if (e.reason() != StubException.Reason.REFUSED) {
            throw e;
        }
        return Text.of(StorageOperands.class, "unreadable", e.getMessage());
    }

    /** Layout: Linux 7.2 arch/s390/include/asm/clp.h and pci_clp.h. */
    private void request(BigEndian bytes) {
        int command = bytes.u16(2);
        before.put("command", (long) command);
        before.put("commandName", Outcome.text("clp", command));
        switch (command) {
            case LIST -> before.put("resumeToken", bytes.u64(0x10));
            case QUERY -> before.put(RegisterOperands.HANDLE, bytes.u32(0x10));
            case GROUP -> before.put("group", (long) bytes.u8(0x13));
            case SET -> {
                before.put(RegisterOperands.HANDLE, bytes.u32(0x10));
                before.put("control", (long) bytes.u8(0x16));
                before.put("dmaSpaces", (long) bytes.u8(0x17));
            }
            default -> {
                // The number says it all.
            }
        }
        before.put("requestBytes", (long) bytes.u16(0));
    }

    private void response(Map<String, Object> results) {
        if (!(before().get("requestBytes") instanceof Long length) || length > MOST_BYTES) {
            return;
        }
        long address = operand("block") + length;
        BigEndian header = read(address, CLP_RESPONSE_BYTES);
        int code = header.u16(2);
        results.put("response", (long) code);
        if (code != DONE) {
            return;
        }
        switch (((Long) before().get("command")).intValue()) {
            case LIST -> {
                results.put("nextResumeToken", header.u64(0x10));
                results.put("mostFunctions", (long) header.u16(0x1c));
                results.put("uidChecking", (long) header.u8(0x1e) & 1);
                results.put("functions", list(address, header));
            }
            case QUERY -> query(header, results);
            case GROUP -> group(header, results);
            case SET -> results.put("newHandle", header.u32(0x10));
            default -> {
                // Nothing else is implemented anywhere.
            }
        }
    }

    private List<Object> list(long address, BigEndian header) {
        int bytes = Math.min(header.u16(0), MOST_BYTES);
        int count = Math.min((bytes - LIST_HEADER) / LIST_ENTRY, MOST_SHOWN);
        List<Object> functions = new ArrayList<>();
        if (count > 0) {
            BigEndian entries = read(address + LIST_HEADER, count * LIST_ENTRY);
            for (int i = 0; i < count; i++) {
                Map<String, Object> function = new LinkedHashMap<>();
                function.put("fid", entries.u32(i * LIST_ENTRY + 8));
                function.put(RegisterOperands.HANDLE, entries.u32(i * LIST_ENTRY + 12));
                functions.add(function);
            }
        }
        return functions;
    }

    private static void query(BigEndian response, Map<String, Object> results) {
        results.put("fid", response.u32(0x14));
        results.put("uid", response.u32(0x7c));
        results.put("vfn", (long) response.u16(0x10));
        results.put("flags", (long) response.u8(0x12));
        results.put("pfgid", (long) response.u8(0x13));
        results.put("pft", (long) response.u8(0x3f));
        results.put("pchid", (long) response.u16(0x1e));
        List<Object> bars = new ArrayList<>();
        for (int i = 0; i < BARS; i++) {
            int exponent = response.u8(0x18 + i);
            long size = exponent == 0 || exponent >= Long.SIZE ? 0 : 1L << exponent;
            bars.add(size);
        }
        results.put("barBytes", bars);
        results.put("startDma", response.u64(0x40));
        results.put("endDma", response.u64(0x48));
    }

    private static void group(BigEndian response, Map<String, Object> results) {
        results.put("noi", (long) (response.u16(0x10) & 0xfff));
        results.put("version", (long) response.u8(0x12));
        results.put("flags", (long) response.u8(0x13));
        results.put("maxStoreBlock", (long) (response.u16(0x14) & 0x1fff));
        results.put("measurementInterval", (long) response.u16(0x16));
        results.put("designationTypes", (long) response.u8(0x18));
        results.put("dmaSpaceMask", response.u64(0x20));
        results.put("messageAddress", response.u64(0x28));
    }

    private static Map<String, Object> fib(BigEndian bytes) {
        Fib fib = Fib.of(bytes);
        InterruptRegistration interrupts = fib.interrupts();
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("format", (long) fib.format());
        fields.put("controls", (long) fib.controls().bits());
        fields.put("pba", fib.lowest());
        fields.put("pal", fib.highest());
        fields.put("iota", fib.iota().bits());
        fields.put("isc", (long) interrupts.subclass());
        fields.put("noi", (long) interrupts.count());
        fields.put("aibv", interrupts.vector());
        fields.put("aibvo", (long) interrupts.vectorOffset());
        fields.put("summary", interrupts.summary() ? 1L : 0L);
        fields.put("aisb", interrupts.summaryAddress());
        fields.put("aisbo", (long) interrupts.summaryOffset());
        fields.put("fmb", fib.measurement());
        return fields;
    }

    private static String hex(BigEndian bytes) {
        StringBuilder digits = new StringBuilder();
        for (int i = 0; i < bytes.length(); i++) {
            digits.append(Character.forDigit(bytes.u8(i) >> 4, 16)).append(Character.forDigit(bytes.u8(i) & 0xf, 16));
        }
        return digits.toString();
    }
}
