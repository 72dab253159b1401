package org.zpcidebug.ui.functions;

import java.util.Objects;
import org.eclipse.jface.resource.JFaceResources;
import org.eclipse.jface.resource.LocalResourceManager;
import org.eclipse.jface.viewers.CellLabelProvider;
import org.eclipse.jface.viewers.ColumnViewer;
import org.eclipse.jface.viewers.ViewerCell;
import org.eclipse.jface.viewers.ViewerColumn;
import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.graphics.Color;
import org.eclipse.swt.graphics.Font;
import org.eclipse.swt.graphics.Image;
import org.zpcidebug.inspect.FunctionFields;
import org.zpcidebug.inspect.FunctionSnapshot;
import org.zpcidebug.inspect.Value;
import org.zpcidebug.ui.Icons;
import org.zpcidebug.ui.views.CellStyle;
import org.zpcidebug.ui.views.SeverityImage;

/** Paints the cells of a column, and only where something differs from what stands there. */
final class CellLabels extends CellLabelProvider {

    private static final String LINE = "\n"; //$NON-NLS-1$
    private static final String LONG_LINE = "(.{1,90})(?:\\s+|$)"; //$NON-NLS-1$
    private static final String WITH_BREAK = "$1\n"; //$NON-NLS-1$

    private final Column column;
    private final CellStyle style;
    private LocalResourceManager images;

    /** Labels of a column. */
    CellLabels(Column column, CellStyle style) {
        this.column = column;
        this.style = style;
    }

    @Override
    protected void initialize(ColumnViewer viewer, ViewerColumn viewerColumn) {
        super.initialize(viewer, viewerColumn);
        images = new LocalResourceManager(JFaceResources.getResources(), viewer.getControl());
    }

    @Override
    public void update(ViewerCell cell) {
        FunctionRow row = (FunctionRow) cell.getElement();
        FunctionSnapshot function = row.function();
        int heat = row.heat(column.field());
        String text = column.cell(function);
        if (!text.equals(cell.getText())) {
            cell.setText(text);
        }
        Font font = style.font(heat);
        if (!sameFont(cell, font)) {
            cell.setFont(font);
        }
        Color foreground = style.foreground(column.value(function).isKnown());
        if (!Objects.equals(effective(foreground, cell.getControl().getForeground()), cell.getForeground())) {
            cell.setForeground(foreground);
        }
        Color background = style.background(heat);
        if (!Objects.equals(effective(background, cell.getControl().getBackground()), cell.getBackground())) {
            cell.setBackground(background);
        }
        Image image = image(function, cell.getVisualIndex() == 0);
        if (image != cell.getImage()) {
            cell.setImage(image);
        }
    }

    private Image image(FunctionSnapshot function, boolean first) {
        if (column.field() == FunctionFields.FINDINGS) {
            return function.findings().isEmpty()
                    ? null
                    : SeverityImage.of(function.findings().get(0).severity());
        }
        return first ? images.create(icon(function).descriptor()) : null;
    }

    private static boolean sameFont(ViewerCell cell, Font font) {
        return Objects.equals(font == null ? cell.getControl().getFont() : font, cell.getFont());
    }

    private static Color effective(Color wanted, Color own) {
        return wanted == null ? own : wanted;
    }

    private static Icons icon(FunctionSnapshot function) {
        return function.dma().registered().orElse(false) ? Icons.FUNCTION_REGISTERED : Icons.FUNCTION;
    }

    /** What the field means and where its value comes from, or why it is not known. */
    @Override
    public String getToolTipText(Object element) {
        return wrapped(toolTip(element));
    }

    /** Tool tips are as wide as their longest line, up to the whole screen. */
    static String wrapped(String text) {
        return text.replaceAll(LONG_LINE, WITH_BREAK).strip();
    }

    private String toolTip(Object element) {
        Value<?> value = column.value(((FunctionRow) element).function());
        String description = column.field().description();
        if (!value.isKnown()) {
            return NLS.bind(Messages.Cell_Unknown, value.reason()) + LINE + description;
        }
        String words = column.field().text(((FunctionRow) element).function());
        return value.source() == null
                ? words + LINE + description
                : words + LINE + Sources.words(value.source()) + LINE + description;
    }

    @Override
    public int getToolTipDisplayDelayTime(Object object) {
        return 400;
    }
}
