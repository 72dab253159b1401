package org.zpcidebug.ui.functions;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.eclipse.jface.dialogs.DialogSettings;
import org.junit.jupiter.api.Test;
import org.zpcidebug.inspect.FunctionFields;
import org.zpcidebug.inspect.FunctionSnapshot;
import org.zpcidebug.inspect.FunctionSnapshot.Dma;
import org.zpcidebug.inspect.Value;
import org.zpcidebug.ui.functions.FunctionRows.Delta;
import org.zpcidebug.ui.views.CellStyle;

/** What the view makes of snapshots, without a window. */
class RowsTest {

    @Test
    void toolTipsAreNoWiderThanIsGoodToRead() {
        String text = "words ".repeat(40).strip() + "\nshort\n" + "x".repeat(200);
        String wrapped = CellLabels.wrapped(text);
        assertThat(wrapped.lines().filter(line -> line.startsWith("words")))
                .hasSize(3)
                .allMatch(line -> line.length() <= 90);
        assertThat(wrapped.lines()).contains("short").anyMatch(line -> line.startsWith("xxx"));
        assertThat(wrapped.replaceAll("\\s", "")).isEqualTo(text.replaceAll("\\s", ""));
    }

    private static final String WHY = "not asked";

    private static FunctionSnapshot function(long fid, Value<Integer> uid, boolean registered) {
        return new FunctionSnapshot(
                fid,
                uid,
                Value.unknown(WHY),
                Value.hypervisor("dev" + fid),
                Value.hypervisor("virtio-rng-pci"),
                Value.unknown(WHY),
                Value.unknown(WHY),
                Value.hypervisor(false),
                Value.hypervisor(false),
                Value.unknown(WHY),
                Value.unknown(WHY),
                new Dma(Value.hypervisor(registered), Value.unknown(WHY), Value.unknown(WHY)),
                Value.unknown(WHY),
                Value.unknown(WHY),
                Value.unknown(WHY),
                Value.unknown(WHY),
                List.of());
    }

    private static FunctionSnapshot function(long fid, int uid) {
        return function(fid, Value.hypervisor(uid), false);
    }

    private static FunctionRow row(long fid, Value<Integer> uid) {
        return new FunctionRow(function(fid, uid, false), false);
    }

    @Test
    void unchangedFunctionsAreNotPaintedAgain() {
        FunctionRows rows = new FunctionRows();
        assertThat(rows.update(List.of(function(1, 1), function(2, 2))).added()).hasSize(2);
        assertThat(rows.update(List.of(function(1, 1), function(2, 2))))
                .isEqualTo(new Delta(List.of(), List.of(), List.of()));
    }

    @Test
    void aChangeIsMarkedAndFades() {
        FunctionRows rows = new FunctionRows();
        rows.update(List.of(function(1, Value.hypervisor(1), false)));
        List<FunctionSnapshot> registered = List.of(function(1, Value.hypervisor(1), true));
        FunctionRow row = rows.update(registered).changed().get(0);
        assertThat(row.changes()).containsExactly("dma.registered");
        for (int heat = CellStyle.HOT; heat > 0; heat--) {
            assertThat(row.heat(FunctionFields.DMA_REGISTERED)).isEqualTo(heat);
            assertThat(row.heat(FunctionFields.UID)).isZero();
            assertThat(rows.update(registered).changed()).containsExactly(row);
        }
        assertThat(row.heat(FunctionFields.DMA_REGISTERED)).isZero();
        assertThat(rows.update(registered).changed()).isEmpty();
    }

    @Test
    void onlyFunctionsPluggedLaterAreMarkedAsAWhole() {
        FunctionRows rows = new FunctionRows();
        Delta first = rows.update(List.of(function(1, 1)));
        assertThat(first.added().get(0).heat(FunctionFields.FID)).isZero();
        Delta second = rows.update(List.of(function(1, 1), function(2, 2)));
        assertThat(second.added().get(0).heat(FunctionFields.TYPE)).isEqualTo(CellStyle.HOT);
        Delta third = rows.update(List.of(function(2, 2)));
        assertThat(third.removed()).containsExactlyElementsOf(first.added());
        assertThat(rows.rows()).containsExactlyElementsOf(second.added());
    }

    @Test
    void sortsUnsignedWithTheUnknownLast() {
        RowOrder order = new RowOrder();
        order.sortBy(Columns.byId("uid").orElseThrow(), false);
        FunctionRow small = row(1, Value.hypervisor(9));
        FunctionRow large = row(2, Value.hypervisor(0x10));
        FunctionRow unknown = row(3, Value.unknown(WHY));
        assertThat(order.compare(small, large)).isNegative();
        assertThat(order.compare(unknown, large)).isPositive();
        order.sortBy(order.column(), true);
        assertThat(order.compare(small, large)).isPositive();
        assertThat(order.compare(unknown, large)).isPositive();
        order.sortBy(Columns.byId("fid").orElseThrow(), false);
        assertThat(order.compare(row(0xffffffffL, Value.unknown(WHY)), row(1, Value.unknown(WHY))))
                .isPositive();
    }

    @Test
    void filtersByAllWordsWhereverTheyStand() {
        RowFilter filter = new RowFilter(ColumnChoice::standard);
        FunctionRow row = row(0x100, Value.hypervisor(0x11));
        filter.setText("  RNG 0x11 ");
        assertThat(filter.matches(row)).isTrue();
        filter.setText("rng 0x12");
        assertThat(filter.matches(row)).isFalse();
        filter.setText(" ");
        assertThat(filter.isActive()).isFalse();
    }

    @Test
    void rememberedColumnsThatAreGoneAreNoMatter() {
        DialogSettings settings = new DialogSettings("test");
        ColumnChoice choice = new ColumnChoice(settings);
        assertThat(choice.shown()).isEqualTo(ColumnChoice.standard()).hasSize(14);
        settings.put("columns", new String[] {"uid", "no longer there", "fid", "uid"});
        assertThat(choice.shown()).extracting(Column::id).containsExactly("uid", "fid");
        settings.put("columns", new String[] {"no longer there"});
        assertThat(choice.shown()).isEqualTo(ColumnChoice.standard());
        settings.put("width.fid", "wide");
        assertThat(choice.width(Columns.all().get(0))).isZero();
        assertThat(choice.shownFirst()).hasSameElementsAs(Columns.all());
    }

    @Test
    void copiedTextIsATableWithDashesForTheUnknown() {
        String text = CopyText.table(
                List.of(
                        Columns.byId("fid").orElseThrow(),
                        Columns.byId("pciIds").orElseThrow()),
                List.of(row(0x100, Value.hypervisor(1))));
        assertThat(text.lines()).containsExactly("FID\tPCI IDs", "0x100\t\u2014");
    }
}
