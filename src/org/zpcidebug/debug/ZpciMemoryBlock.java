package org.zpcidebug.debug;

import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.core.runtime.jobs.Job;
import org.eclipse.debug.core.DebugEvent;
import org.eclipse.debug.core.DebugException;
import org.eclipse.debug.core.model.DebugElement;
import org.eclipse.debug.core.model.IMemoryBlockExtension;
import org.eclipse.debug.core.model.IMemoryBlockRetrieval;
import org.eclipse.debug.core.model.MemoryByte;
import org.zpcidebug.inspect.MemoryReading;
import org.zpcidebug.inspect.MemoryReading.Piece;
import org.zpcidebug.inspect.TableReading;

/**
 * A guest's memory from an address on, in the Memory view. Bytes are read by a thread of the session's when they are
 * asked for; until then they are shown as unknown, and the view is told when they have come. Memory is never written.
 */
public final class ZpciMemoryBlock extends DebugElement implements IMemoryBlockExtension {

    private static final BigInteger END = BigInteger.ONE.shiftLeft(Long.SIZE).subtract(BigInteger.ONE);
    private static final int MOST = 1 << 16;
    private static final Duration LONGEST_WAIT = Duration.ofMillis(300);

    private final ZpciDebugTarget target;
    private final PageCache cache = new PageCache();
    private final Map<Long, CompletableFuture<Void>> underWay = new ConcurrentHashMap<>();
    private final Set<Object> viewers = ConcurrentHashMap.newKeySet();
    private volatile MemoryPlace place;

    ZpciMemoryBlock(ZpciDebugTarget target, MemoryPlace place) {
        super(target);
        this.target = target;
        this.place = place;
    }

    /** Where it begins, and in which kind of addresses. */
    public MemoryPlace place() {
        return place;
    }

    @Override
    public MemoryByte[] getBytesFromAddress(BigInteger address, long units) {
        BigInteger left = END.subtract(address).add(BigInteger.ONE);
        if (address.signum() < 0 || left.signum() <= 0) {
            return new MemoryByte[0];
        }
        int length = (int) Math.min(
                Math.max(0, units),
                Math.min(MOST, left.min(BigInteger.valueOf(MOST)).intValue()));
        List<Long> missing = new ArrayList<>();
        MemoryByte[] bytes = cache.bytes(address.longValue(), length, missing);
        missing.forEach(this::read);
        return missing.isEmpty() || !awaited() ? bytes : cache.bytes(address.longValue(), length, new ArrayList<>());
    }

    /** The view's jobs can wait a moment for what they asked for; any other thread gets what is known. */
    private boolean awaited() {
        if (Job.getJobManager().currentJob() == null) {
            return false;
        }
        try {
            CompletableFuture.allOf(underWay.values().toArray(CompletableFuture[]::new))
                    .get(LONGEST_WAIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException expected) {
            // What has not come is shown as unknown, and the view is told when it comes.
        }
        return true;
    }

    @Override
    public MemoryByte[] getBytesFromOffset(BigInteger unitOffset, long units) {
        return getBytesFromAddress(getBigBaseAddress().add(unitOffset), units);
    }

    /** Reads what is looked at again: the guest has moved. */
    void refresh() {
        if (!viewers.isEmpty()) {
            cache.wanted().forEach(this::read);
        }
    }

    private void read(long page) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        if (underWay.putIfAbsent(page, done) != null) {
            return;
        }
        target.session()
                .tables()
                .memory(target.space(place), page, PageCache.PAGE)
                .whenComplete((reading, failure) -> {
                    boolean isNews = reading != null && cache.put(page, bytes(reading));
                    underWay.remove(page);
                    done.complete(null);
                    if (isNews) {
                        fireChangeEvent(DebugEvent.CONTENT);
                    }
                });
    }

    private static byte[] bytes(TableReading<MemoryReading> reading) {
        if (!reading.result().isKnown()) {
            return null;
        }
        byte[] bytes = new byte[PageCache.PAGE];
        int at = 0;
        for (Piece piece : reading.result().value().pieces()) {
            if (!piece.read().isReadable()) {
                return null;
            }
            int length = piece.read().extent().length();
            System.arraycopy(piece.read().bytes().bytes(0, length), 0, bytes, at, length);
            at += length;
        }
        return bytes;
    }

    @Override
    public String getExpression() {
        return place.words();
    }

    @Override
    public BigInteger getBigBaseAddress() {
        return new BigInteger(Long.toUnsignedString(place.address()));
    }

    @Override
    public BigInteger getMemoryBlockStartAddress() {
        return BigInteger.ZERO;
    }

    @Override
    public BigInteger getMemoryBlockEndAddress() {
        return END;
    }

    /** Nothing says how long it is. */
    @Override
    public BigInteger getBigLength() {
        return BigInteger.valueOf(-1);
    }

    @Override
    public int getAddressSize() {
        return Long.BYTES;
    }

    @Override
    public int getAddressableSize() {
        return 1;
    }

    @Override
    public boolean supportBaseAddressModification() {
        return true;
    }

    @Override
    public void setBaseAddress(BigInteger address) {
        place = place.at(address.longValue());
        fireChangeEvent(DebugEvent.STATE);
    }

    @Override
    public boolean supportsChangeManagement() {
        return true;
    }

    @Override
    public void connect(Object client) {
        viewers.add(client);
    }

    @Override
    public void disconnect(Object client) {
        viewers.remove(client);
    }

    @Override
    public Object[] getConnections() {
        return viewers.toArray();
    }

    @Override
    public void dispose() {
        viewers.clear();
        target.forget(this);
    }

    @Override
    public IMemoryBlockRetrieval getMemoryBlockRetrieval() {
        return target;
    }

    @Override
    public long getStartAddress() {
        return place.address();
    }

    @Override
    public long getLength() {
        return -1;
    }

    @Override
    public byte[] getBytes() {
        return new byte[0];
    }

    @Override
    public boolean supportsValueModification() {
        return false;
    }

    @Override
    public void setValue(long offset, byte[] bytes) throws DebugException {
        notSupported(Messages.ZpciVariable_ReadOnly, null);
    }

    @Override
    public void setValue(BigInteger offset, byte[] bytes) throws DebugException {
        notSupported(Messages.ZpciVariable_ReadOnly, null);
    }

    @Override
    public String getModelIdentifier() {
        return DebugIds.MODEL;
    }
}
