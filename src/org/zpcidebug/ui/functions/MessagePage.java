package org.zpcidebug.ui.functions;

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
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Link;
import org.zpcidebug.ui.Icons;

/** A page instead of the table: why there is nothing to see, and what can be done about it. */
final class MessagePage {

    private static final String LINK = "<a>%s</a>"; //$NON-NLS-1$
    private static final int WIDTH = 520;
    private static final int MARGIN = 20;

    private final ScrolledComposite whole;
    private final Composite page;
    private final Label text;
    private Link first;

    /**
     * Something the user can do.
     *
     * @param label what it is called
     * @param explanation what it does
     */
    record Choice(Icons icon, String label, String explanation, Runnable action) {}

    /** Makes a page. */
    MessagePage(Composite parent, String heading, String explanation, List<Choice> choices) {
        whole = new ScrolledComposite(parent, SWT.H_SCROLL | SWT.V_SCROLL);
        whole.setExpandHorizontal(true);
        whole.setExpandVertical(true);
        page = new Composite(whole, SWT.NONE);
        GridLayoutFactory.fillDefaults()
                .numColumns(2)
                .margins(MARGIN, MARGIN)
                .spacing(8, 6)
                .applyTo(page);
        LocalResourceManager resources = new LocalResourceManager(JFaceResources.getResources(), page);
        Label title = new Label(page, SWT.WRAP);
        title.setText(heading);
        title.setFont(resources.create(
                FontDescriptor.createFrom(title.getFont()).setStyle(SWT.BOLD).increaseHeight(2)));
        GridDataFactory.fillDefaults().span(2, 1).applyTo(title);
        text = new Label(page, SWT.WRAP);
        text.setText(explanation);
        GridDataFactory.fillDefaults().span(2, 1).hint(WIDTH, SWT.DEFAULT).applyTo(text);
        choices.forEach(choice -> add(choice, resources));
        whole.setContent(page);
        whole.addControlListener(ControlListener.controlResizedAdapter(event -> fit()));
        fit();
    }

    private void add(Choice choice, LocalResourceManager resources) {
        Label icon = new Label(page, SWT.NONE);
        icon.setImage(resources.create(choice.icon().descriptor()));
        GridDataFactory.fillDefaults().indent(SWT.DEFAULT, 8).applyTo(icon);
        Link link = new Link(page, SWT.NONE);
        link.setText(String.format(LINK, choice.label()));
        link.addSelectionListener(
                SelectionListener.widgetSelectedAdapter(event -> choice.action().run()));
        GridDataFactory.fillDefaults().indent(SWT.DEFAULT, 8).applyTo(link);
        new Label(page, SWT.NONE);
        Label explanation = new Label(page, SWT.WRAP);
        explanation.setText(choice.explanation());
        GridDataFactory.fillDefaults().hint(WIDTH - MARGIN, SWT.DEFAULT).applyTo(explanation);
        if (first == null) {
            first = link;
        }
    }

    private void fit() {
        Point size = page.computeSize(SWT.DEFAULT, SWT.DEFAULT);
        whole.setMinSize(size);
    }

    /** Changes the explanation. */
    void explain(String explanation) {
        if (!explanation.equals(text.getText())) {
            text.setText(explanation);
            page.layout();
            fit();
        }
    }

    /** The page's control. */
    Control control() {
        return whole;
    }

    /** Puts the focus on the first thing that can be done. */
    void setFocus() {
        if (first == null) {
            whole.setFocus();
        } else {
            first.setFocus();
        }
    }
}
