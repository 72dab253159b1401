package org.zpcidebug.inspect;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.zpcidebug.memory.GuestMemory;
import org.zpcidebug.zpci.DmaReference;
import org.zpcidebug.zpci.DmaSpace;
import org.zpcidebug.zpci.DmaTranslation;
import org.zpcidebug.zpci.DmaWalk;
import org.zpcidebug.zpci.MappingSink;
import org.zpcidebug.zpci.Mappings;
import org.zpcidebug.zpci.ScanLimits;
import org.zpcidebug.zpci.ScanResult;
import org.zpcidebug.zpci.TableScan;
import org.zpcidebug.zpci.TranslationTable;
import org.zpcidebug.zpci.TranslationTable.Place;

/**
 * Reads I/O translation tables on request, one request after the other on a thread of its own: the session's samples
 * only ever wait for a batch of it. Requests may come from any thread, and are never waited for. Each future completes
 * within a bound, normally; a request whose future is cancelled ends with its next batch.
 */
@SuppressWarnings("nls")
public final class TableInquiry {

    private static final Duration BOUND = Duration.ofSeconds(30);
    private static final Duration IDLE = Duration.ofSeconds(5);
    private static final int MOST_WAITING = 32;

    /** The most memory that one request reads. */
    public static final int MOST_BYTES = 1 << 20;

    private final Supplier<GuestSnapshot> snapshot;
    private final Supplier<GuestMemory> memory;
    private final ThreadPoolExecutor executor;

    /** What a request reads. */
    private interface Look<T> {
        TableReading<T> read(GuestSnapshot snapshot, GuestMemory memory, BooleanSupplier cancelled);
    }

    /** What a request reads of one function. */
    private interface FunctionLook<T> {
        Value<T> read(DmaSpace space, GuestMemory memory, BooleanSupplier cancelled);
    }

    /**
     * Inquires about what the suppliers give at the time of a request.
     *
     * @param snapshot null while there is none
     * @param memory null while it cannot be read
     */
    TableInquiry(String guest, Supplier<GuestSnapshot> snapshot, Supplier<GuestMemory> memory) {
        this.snapshot = snapshot;
        this.memory = memory;
        executor = new ThreadPoolExecutor(
                1,
                1,
                IDLE.toSeconds(),
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(MOST_WAITING),
                task -> daemon(task, "zPCI tables " + guest));
        executor.allowCoreThreadTimeOut(true);
    }

    private static Thread daemon(Runnable task, String name) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }

    /** All valid mappings of a function, up to that many. */
    public CompletableFuture<TableReading<Mappings.Reading>> mappings(long fid, long most) {
        ScanLimits limits = ScanLimits.DEFAULT.withMappings(most);
        return ask(of(
                fid, (space, guest, cancelled) -> Value.guest(Mappings.read(guest, space, limits.until(cancelled)))));
    }

    /**
     * All valid mappings of a function, one after the other, each told on the thread that reads them. This alone has no
     * bound in time: it lasts as long as the sink does.
     */
    public CompletableFuture<TableReading<ScanResult>> scan(long fid, ScanLimits limits, MappingSink sink) {
        return begin(of(
                fid,
                (space, guest, cancelled) -> Value.guest(TableScan.run(
                        guest,
                        space,
                        limits.until(() ->
                                cancelled.getAsBoolean() || limits.cancelled().getAsBoolean()),
                        sink))));
    }

    /** Where a DMA address of a function leads, step by step. */
    public CompletableFuture<TableReading<LookUp>> translate(long fid, long iova) {
        Look<DmaTranslation> walk =
                of(fid, (space, guest, cancelled) -> Value.guest(DmaWalk.translate(guest, space, iova)));
        return ask((now, guest, cancelled) -> {
            TableReading<DmaTranslation> read = walk.read(now, guest, cancelled);
            Value<LookUp> result = read.result()
                    .map(found -> LookUp.of(found, now.function(fid).orElseThrow()));
            return reading(read.space(), result, guest);
        });
    }

    /** One table of a function, whole. An unreadable one is a result. */
    public CompletableFuture<TableReading<TranslationTable>> table(long fid, Place place) {
        return ask(of(
                fid,
                (space, guest, cancelled) ->
                        Value.guest(TranslationTable.read(guest, List.of(place)).get(0))));
    }

    /** The first table of a function, whole; unknown when its anchor designates none. */
    public CompletableFuture<TableReading<TranslationTable>> firstTable(long fid) {
        return ask(of(fid, (space, guest, cancelled) -> {
            if (!space.iota().translates() || !space.iota().designation().isTable()) {
                return Value.unknown(Words.of("tables.none", space.iota()));
            }
            return Value.guest(TranslationTable.read(guest, List.of(TranslationTable.first(space)))
                    .get(0));
        }));
    }

    /** Memory through an address space, at most {@link #MOST_BYTES} of it. */
    public CompletableFuture<TableReading<MemoryReading>> memory(MemorySpace space, long address, int length) {
        int bytes = Math.max(0, Math.min(MOST_BYTES, length));
        if (space instanceof MemorySpace.Dma function) {
            return ask(of(
                    function.fid(),
                    (dma, guest, cancelled) ->
                            Value.guest(SpaceReader.dma(guest, dma).read(address, bytes))));
        }
        return ask((now, guest, cancelled) -> {
            SpaceReader reader = space instanceof MemorySpace.Virtual virtual
                    ? SpaceReader.virtual(guest, virtual)
                    : SpaceReader.absolute(guest);
            Value<DmaSpace> none = Value.unknown(Words.of("tables.all"));
            return reading(none, Value.guest(reader.read(address, bytes)), guest);
        });
    }

    /** Which DMA addresses of all functions lead to an absolute address; of each function up to that many are looked at. */
    public CompletableFuture<TableReading<References>> references(long address, long most) {
        ScanLimits limits = ScanLimits.DEFAULT.withMappings(most);
        return ask((now, guest, cancelled) -> {
            List<DmaReference> found = new ArrayList<>();
            List<String> gaps = new ArrayList<>();
            for (FunctionSnapshot function : now.functions()) {
                Value<Optional<DmaSpace>> space = DmaSpaces.registered(function, guest);
                if (!space.isKnown()) {
                    gaps.add(gap(function, space.reason()));
                } else if (space.value().isPresent()) {
                    DmaReference.Reading reading = DmaReference.read(
                            guest, space.value().get(), limits.until(cancelled), function.fid(), address);
                    found.addAll(reading.references());
                    problem(reading.result()).ifPresent(problem -> gaps.add(gap(function, problem)));
                }
            }
            Value<References> result = Value.guest(new References(address, found, gaps));
            return reading(Value.unknown(Words.of("tables.all")), result, guest);
        });
    }

    /** What may hide references: an early end, or tables that make no sense. */
    private static Optional<String> problem(ScanResult result) {
        return result.isComplete()
                ? result.problems().stream().findFirst().map(ScanResult.TableProblem::words)
                : Optional.of(result.end().words());
    }

    private static String gap(FunctionSnapshot function, String reason) {
        return Words.of("tables.gap", Words.hex(function.fid()), reason);
    }

    private static <T> Look<T> of(long fid, FunctionLook<T> look) {
        return (now, guest, cancelled) -> {
            Value<DmaSpace> space = now.function(fid)
                    .map(function -> DmaSpaces.of(function, guest))
                    .orElseGet(() -> Value.unknown(Words.of("tables.noFunction", Words.hex(fid))));
            return reading(space, space.flatMap(known -> look.read(known, guest, cancelled)), guest);
        };
    }

    private static <T> TableReading<T> reading(Value<DmaSpace> space, Value<T> result, GuestMemory guest) {
        return new TableReading<>(space, result, Instant.now(), Duration.ZERO, guest.detail());
    }

    private <T> CompletableFuture<TableReading<T>> ask(Look<T> look) {
        String late = Words.of("tables.late", Long.toString(BOUND.toSeconds()));
        return begin(look).completeOnTimeout(TableReading.failed(late), BOUND.toSeconds(), TimeUnit.SECONDS);
    }

    private <T> CompletableFuture<TableReading<T>> begin(Look<T> look) {
        CompletableFuture<TableReading<T>> answer = new CompletableFuture<>();
        try {
            executor.execute(() -> {
                if (!answer.isDone()) {
                    answer.complete(read(look, answer::isDone));
                }
            });
        } catch (RejectedExecutionException e) {
            answer.complete(TableReading.failed(Words.of(executor.isShutdown() ? "tables.closed" : "tables.busy")));
        }
        return answer;
    }

    private <T> TableReading<T> read(Look<T> look, BooleanSupplier cancelled) {
        GuestSnapshot now = snapshot.get();
        GuestMemory guest = memory.get();
        if (now == null || guest == null) {
            return TableReading.failed(whyNot(now));
        }
        long from = System.nanoTime();
        try {
            TableReading<T> read = look.read(now, guest, cancelled);
            Duration took = Duration.ofNanos(System.nanoTime() - from);
            return new TableReading<>(read.space(), read.result(), read.taken(), took, read.way());
        } catch (RuntimeException e) {
            System.getLogger(TableInquiry.class.getName())
                    .log(System.Logger.Level.ERROR, "Reading translation tables failed", e);
            return TableReading.failed(Words.of("problem.internal", e.toString()));
        }
    }

    /** The last snapshot tells why the memory cannot be read, unless it could be then and the link has ended since. */
    private static String whyNot(GuestSnapshot last) {
        boolean isTold = last != null
                && switch (last.guest().system().state()) {
                    case READING, UNREADABLE -> true;
                    default -> false;
                };
        return isTold ? last.guest().system().words() : Words.of("tables.closed");
    }

    /** Ends what goes on; later requests complete with the reason that the session is over. */
    void close() {
        executor.shutdownNow();
    }
}
