package org.zpcidebug.intercept;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

/** Questions that are asked together: as many in one program as its page holds, in their order. */
final class Questions {

    private final Injection injection;
    private ProbeProgram program = new ProbeProgram();
    private List<Consumer<byte[]>> readers = new ArrayList<>();

    Questions(Injection injection) {
        this.injection = injection;
    }

    /**
     * Adds a question.
     *
     * @param data how many bytes of operands and answers it needs at most
     * @param ask puts it into a program
     * @param read is given what {@code ask} returned and the page with the answer, once it is there
     */
    <A> void add(int data, Function<ProbeProgram, A> ask, Reader<A> read) {
        if (!program.hasRoom(data)) {
            run();
        }
        A asked = ask.apply(program);
        readers.add(page -> read.read(asked, page));
    }

    /** Reads an answer. */
    interface Reader<A> {
        void read(A asked, byte[] page);
    }

    /** Asks what was not asked yet. */
    void run() {
        if (readers.isEmpty()) {
            return;
        }
        byte[] page = injection.run(program);
        List<Consumer<byte[]>> answered = readers;
        program = new ProbeProgram();
        readers = new ArrayList<>();
        answered.forEach(reader -> reader.accept(page));
    }
}
