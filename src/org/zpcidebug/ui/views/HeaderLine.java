package org.zpcidebug.ui.views;

import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.swt.SWT;
import org.eclipse.swt.events.SelectionListener;
import org.eclipse.swt.graphics.Image;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Link;
import org.eclipse.ui.ISharedImages;
import org.eclipse.ui.PlatformUI;
import org.zpcidebug.hypervisor.MonitorAddress;
import org.zpcidebug.inspect.SessionState;

/** Above the table: which guest this is, how it is, when it was seen last; and while something is wrong, what. */
public final class HeaderLine {

    private static final int MARGIN = 5;

    private final Composite whole;
    private final Label guest;
    private final Label updated;
    private final Composite trouble;
    private final Label icon;
    private final Label problem;
    private final Link reconnect;

    /**
     * Makes the header.
     *
     * @param reconnecting is run when the user asks to connect again
     */
    public HeaderLine(Composite parent, Runnable reconnecting) {
        whole = new Composite(parent, SWT.NONE);
        GridLayoutFactory.fillDefaults()
                .numColumns(2)
                .margins(MARGIN, 3)
                .spacing(MARGIN, 3)
                .applyTo(whole);
        guest = new Label(whole, SWT.NONE);
        GridDataFactory.fillDefaults().grab(true, false).applyTo(guest);
        updated = new Label(whole, SWT.RIGHT);
        trouble = new Composite(whole, SWT.NONE);
        GridDataFactory.fillDefaults()
                .span(2, 1)
                .grab(true, false)
                .exclude(true)
                .applyTo(trouble);
        GridLayoutFactory.fillDefaults().numColumns(3).applyTo(trouble);
        trouble.setVisible(false);
        icon = new Label(trouble, SWT.NONE);
        GridDataFactory.fillDefaults().align(SWT.BEGINNING, SWT.BEGINNING).applyTo(icon);
        problem = new Label(trouble, SWT.WRAP);
        GridDataFactory.fillDefaults().grab(true, false).hint(100, SWT.DEFAULT).applyTo(problem);
        reconnect = new Link(trouble, SWT.NONE);
        reconnect.setText(Messages.Header_Reconnect);
        reconnect.setToolTipText(Messages.Header_ReconnectHint);
        GridDataFactory.fillDefaults().align(SWT.END, SWT.BEGINNING).applyTo(reconnect);
        reconnect.addSelectionListener(SelectionListener.widgetSelectedAdapter(event -> reconnecting.run()));
    }

    /** The header's control. */
    public Control control() {
        return whole;
    }

    /** Shows a state; touches only what differs. */
    public void show(MonitorAddress address, SessionState state) {
        LabelText.set(guest, HeaderText.guest(address, state));
        String toolTip = HeaderText.toolTip(address, state);
        if (!toolTip.equals(guest.getToolTipText())) {
            guest.setToolTipText(toolTip);
        }
        LabelText.set(updated, HeaderText.updated(state));
        String words = HeaderText.problem(state);
        LabelText.set(problem, words);
        Image image = image(state.problem() == null && state.link() == SessionState.Link.CONNECTED);
        if (image != icon.getImage()) {
            icon.setImage(image);
            icon.requestLayout();
        }
        boolean lost = state.link() == SessionState.Link.LOST || state.link() == SessionState.Link.SILENT;
        setVisible(reconnect, lost);
        setVisible(trouble, !words.isEmpty());
    }

    private static Image image(boolean notice) {
        return PlatformUI.getWorkbench()
                .getSharedImages()
                .getImage(notice ? ISharedImages.IMG_OBJS_INFO_TSK : ISharedImages.IMG_OBJS_WARN_TSK);
    }

    private static void setVisible(Control control, boolean visible) {
        GridData data = (GridData) control.getLayoutData();
        if (data.exclude == visible) {
            data.exclude = !visible;
            control.setVisible(visible);
            control.requestLayout();
        }
    }
}
