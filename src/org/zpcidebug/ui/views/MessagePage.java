package org.zpcidebug.ui.views;

import java.util.ArrayList;
import java.util.List;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.jface.resource.FontDescriptor;
import org.eclipse.jface.resource.JFaceResources;
import org.eclipse.jface.resource.LocalResourceManager;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.ScrolledComposite;
import org.eclipse.swt.events.ControlListener;
import org.eclipse.swt.events.SelectionListener;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Link;
import org.zpcidebug.ui.Icons;

/**
 * A page instead of the table: why there is nothing to see, and what can be done about it. Its texts wrap where the view
 * ends, and what is too high for the view is scrolled.
 */
public final class MessagePage {

    private static final String LINK = "<a>%s</a>"; //$NON-NLS-1$

    /** Lines longer than this are hard to read; words narrower than that do not fit. */
    private static final int WIDEST = 540;

    private static final int NARROWEST = 120;
    private static final int MARGIN = 20;
    private static final int SPACING = 8;
    private static final int ICON = 16;

    private final ScrolledComposite whole;
    private final Composite page;
    private final Label text;
    private final List<Control> wide = new ArrayList<>();
    private final List<Control> indented = new ArrayList<>();
    private Link first;

    /**
     * Something the user can do.
     *
     * @param label what it is called
     * @param explanation what it does
     */
    public record Choice(Icons icon, String label, String explanation, Runnable action) {}

    /** Makes a page. */
    public MessagePage(Composite parent, String heading, String explanation, List<Choice> choices) {
        whole = new ScrolledComposite(parent, SWT.H_SCROLL | SWT.V_SCROLL);
        whole.setExpandHorizontal(true);
        whole.setExpandVertical(true);
        whole.setShowFocusedControl(true);
        page = new Composite(whole, SWT.NONE);
        GridLayoutFactory.fillDefaults()
                .numColumns(2)
                .margins(MARGIN, MARGIN)
                .spacing(SPACING, 6)
                .applyTo(page);
        LocalResourceManager resources = new LocalResourceManager(JFaceResources.getResources(), page);
        Label title = new Label(page, SWT.WRAP);
        title.setText(heading);
        title.setFont(resources.create(
                FontDescriptor.createFrom(title.getFont()).setStyle(SWT.BOLD).increaseHeight(2)));
        text = new Label(page, SWT.WRAP);
        text.setText(explanation);
        wide.addAll(List.of(title, text));
        wide.forEach(label -> GridDataFactory.fillDefaults().span(2, 1).applyTo(label));
        choices.forEach(choice -> add(choice, resources));
        whole.setContent(page);
        whole.addControlListener(ControlListener.controlResizedAdapter(event -> fit()));
        whole.addListener(SWT.Show, event -> fit());
    }

    private void add(Choice choice, LocalResourceManager resources) {
        Label icon = new Label(page, SWT.NONE);
        icon.setImage(resources.create(choice.icon().descriptor()));
        GridDataFactory.fillDefaults().indent(SWT.DEFAULT, SPACING).applyTo(icon);
        Link link = new Link(page, SWT.NONE);
        link.setText(String.format(LINK, choice.label()));
        link.addSelectionListener(
                SelectionListener.widgetSelectedAdapter(event -> choice.action().run()));
        GridDataFactory.fillDefaults().indent(SWT.DEFAULT, SPACING).applyTo(link);
        new Label(page, SWT.NONE);
        Label explanation = new Label(page, SWT.WRAP);
        explanation.setText(choice.explanation());
        GridDataFactory.fillDefaults().applyTo(explanation);
        indented.addAll(List.of(link, explanation));
        if (first == null) {
            first = link;
        }
    }

    /** Wraps the texts to the room there is, beside a scroll bar if they need one; while it is hidden they can wait. */
    private void fit() {
        if (!whole.getVisible()) {
            return;
        }
        Point room = whole.getSize();
        wrap(room.x);
        Point needed = page.computeSize(SWT.DEFAULT, SWT.DEFAULT);
        if (needed.y > room.y) {
            wrap(room.x - whole.getVerticalBar().getSize().x);
            needed = page.computeSize(SWT.DEFAULT, SWT.DEFAULT);
        }
        whole.setMinSize(needed);
        page.layout();
    }

    private void wrap(int room) {
        int width = Math.max(NARROWEST, Math.min(WIDEST, room - 2 * MARGIN));
        wide.forEach(control -> ((GridData) control.getLayoutData()).widthHint = width);
        indented.forEach(control -> ((GridData) control.getLayoutData()).widthHint = width - ICON - SPACING);
    }

    /** Changes the explanation. */
    public void explain(String explanation) {
        String shown = explanation.replace("&", "&&"); //$NON-NLS-1$ //$NON-NLS-2$
        if (!shown.equals(text.getText())) {
            text.setText(shown);
            fit();
        }
    }

    /** The page's control. */
    public Control control() {
        return whole;
    }

    /** Puts the focus on the first thing that can be done. */
    public void setFocus() {
        if (first == null) {
            whole.setFocus();
        } else {
            first.setFocus();
        }
    }
}
