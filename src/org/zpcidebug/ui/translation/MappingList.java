package org.zpcidebug.ui.translation;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.function.Consumer;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.SWT;
import org.eclipse.swt.events.SelectionListener;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.TableColumn;
import org.eclipse.swt.widgets.Text;
import org.zpcidebug.ui.AccessibleName;
import org.zpcidebug.ui.views.Background;
import org.zpcidebug.ui.views.LabelText;
import org.zpcidebug.ui.views.RowTable;
import org.zpcidebug.zpci.DmaWindow;
import org.zpcidebug.zpci.MappingRows.Column;

/** The list of mappings with its filter. What is shown is worked out off the UI thread. */
final class MappingList {

    private final Composite whole;
    private final Text filter;
    private final Button merge;
    private final Label count;
    private final RowTable table;
    private final Background<Answer> answers;
    private final Map<Column, TableColumn> columns = new EnumMap<>(Column.class);
    private MappingState state;
    private ListQuery query = ListQuery.ALL;
    private ListContent content;
    private DmaWindow selected;
    private Long revealing;
    private Consumer<DmaWindow> listener = range -> {};

    /** What was worked out: the rows, which of them is to be selected, and whether to scroll to it. */
    private record Answer(ListContent content, int row, boolean reveal) {}

    /** An empty list. */
    MappingList(Composite parent, ExecutorService executor) {
        whole = new Composite(parent, SWT.NONE);
        GridLayoutFactory.fillDefaults()
                .numColumns(3)
                .extendedMargins(0, 0, 2, 0)
                .spacing(6, 2)
                .applyTo(whole);
        filter = new Text(whole, SWT.SEARCH | SWT.ICON_SEARCH | SWT.ICON_CANCEL);
        filter.setMessage(Messages.List_Filter);
        filter.setToolTipText(Messages.List_FilterHint);
        AccessibleName.set(filter, Messages.List_Filter);
        GridDataFactory.fillDefaults().grab(true, false).indent(3, 2).applyTo(filter);
        merge = new Button(whole, SWT.CHECK);
        merge.setText(Messages.List_Merge);
        merge.setToolTipText(Messages.List_MergeHint);
        merge.setSelection(query.merged());
        count = new Label(whole, SWT.RIGHT);
        GridDataFactory.fillDefaults().align(SWT.FILL, SWT.CENTER).applyTo(count);
        table = new RowTable(whole, new ListRows(null));
        GridDataFactory.fillDefaults().span(3, 1).grab(true, true).applyTo(table.control());
        AccessibleName.set(table.table(), Messages.List_Name);
        answers = new Background<>(executor, whole.getDisplay(), this::arrived);
        addColumns();
        filter.addModifyListener(event -> ask(query.filter(filter.getText())));
        merge.addSelectionListener(SelectionListener.widgetSelectedAdapter(event -> merge(merge.getSelection())));
        table.onSelect(row -> {
            selected = row < 0 ? null : range(row);
            listener.accept(selected);
        });
    }

    private void addColumns() {
        add(table.column(Messages.Column_Iova, 145, SWT.LEFT), Column.IOVA);
        add(table.column(Messages.Column_Size, 75, SWT.RIGHT), Column.BYTES);
        add(table.column(Messages.Column_Address, 135, SWT.LEFT), Column.ADDRESS);
        add(table.column(Messages.Column_Access, 85, SWT.LEFT), Column.WRITABLE);
        table.column(Messages.Column_Change, 110, SWT.LEFT).setToolTipText(Messages.Column_ChangeHint);
        showOrder();
    }

    private void add(TableColumn widget, Column column) {
        columns.put(column, widget);
        widget.addSelectionListener(SelectionListener.widgetSelectedAdapter(event -> ask(query.sort(column))));
    }

    private void showOrder() {
        table.table().setSortColumn(columns.get(query.order()));
        table.table().setSortDirection(query.descending() ? SWT.DOWN : SWT.UP);
    }

    /** Makes neighbours one row, or not. */
    void merge(boolean now) {
        merge.setSelection(now);
        ask(query.merge(now));
    }

    /** The control. */
    Control control() {
        return whole;
    }

    /** The native table, for its menu and the focus. */
    RowTable table() {
        return table;
    }

    /** The filter. */
    Text filter() {
        return filter;
    }

    /** What was read last; null before there is anything. */
    MappingState state() {
        return state;
    }

    /** What is shown; null before there is anything. */
    ListContent content() {
        return content;
    }

    /** Tells of the DMA addresses that the user selects, null for none. */
    void onSelect(Consumer<DmaWindow> told) {
        listener = told;
    }

    /** Shows a state; the selection stays on its DMA address. Null shows nothing. */
    void show(MappingState now) {
        state = now;
        if (now == null) {
            content = null;
            selected = null;
            table.show(new ListRows(null), -1);
            LabelText.set(count, ""); //$NON-NLS-1$
        } else {
            ask(query);
        }
    }

    private void ask(ListQuery now) {
        query = now;
        showOrder();
        MappingState current = state;
        Long wanted = revealing;
        Long kept = selected == null ? null : selected.first();
        if (current != null) {
            answers.submit(() -> answer(now.apply(current), wanted, kept));
        }
    }

    private static Answer answer(ListContent rows, Long wanted, Long kept) {
        if (wanted != null) {
            return new Answer(rows, rows.find(wanted), true);
        }
        return new Answer(rows, kept == null ? -1 : rows.findExactly(kept), false);
    }

    private void arrived(Answer arrived) {
        if (whole.isDisposed() || state == null) {
            return;
        }
        content = arrived.content();
        table.show(new ListRows(content), arrived.row());
        if (arrived.reveal()) {
            revealing = null;
        }
        if (arrived.reveal() && arrived.row() >= 0) {
            selected = range(arrived.row());
            table.select(arrived.row());
            listener.accept(selected);
        }
        int shown = content.rows().size();
        int all = content.listed().size();
        LabelText.set(
                count,
                shown == all
                        ? NLS.bind(Messages.List_Count, Sizes.count(all))
                        : NLS.bind(Messages.List_CountFiltered, Sizes.count(shown), Sizes.count(all)));
    }

    private DmaWindow range(int row) {
        return new DmaWindow(content.rows().iova(row), ListContent.last(content.rows(), row));
    }

    /** Selects the mapping of a DMA address, or the next one behind it; a filter that hides all is taken away. */
    void reveal(long iova) {
        if (content != null && content.rows().size() == 0 && !query.words().isEmpty()) {
            filter.setText(""); //$NON-NLS-1$
        }
        revealing = iova;
        ask(query);
    }

    /** The number of the selected row among those that are shown; -1 for none. */
    int selectedRow() {
        return content == null ? -1 : table.selected();
    }
}
