package org.zpcidebug.ui.launch;

import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.SWT;
import org.eclipse.swt.events.SelectionListener;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.FileDialog;
import org.eclipse.swt.widgets.Group;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Text;
import org.zpcidebug.debug.Preferences;
import org.zpcidebug.hypervisor.MonitorAddress;

/** The fields for a monitor's address: a Unix socket, or host and port. Works on text and does no I/O. */
final class AddressFields {

    private static final String UNIX = "unix:"; //$NON-NLS-1$
    private static final String TCP = "tcp:"; //$NON-NLS-1$
    private static final String RUN = "/run/"; //$NON-NLS-1$
    private static final int INDENT = 20;
    private static final int PORT_DIGITS = 6;
    private static final int MAX_PORT = 0xffff;

    private final Runnable changed;
    private Button unix;
    private Button tcp;
    private Text path;
    private Button browse;
    private Text host;
    private Text port;
    private boolean filling;

    /**
     * Makes the fields.
     *
     * @param changed is run after each change by the user
     */
    AddressFields(Composite parent, Runnable changed) {
        this.changed = changed;
        Group group = new Group(parent, SWT.NONE);
        group.setText(Messages.Address_Group);
        GridDataFactory.fillDefaults().grab(true, false).applyTo(group);
        GridLayoutFactory.swtDefaults().numColumns(4).applyTo(group);
        unix = radio(group, Messages.Address_Unix);
        label(group, Messages.Address_Path);
        path = text(group, 2);
        path.setMessage(Messages.Address_PathHint);
        browse = new Button(group, SWT.PUSH);
        browse.setText(Messages.Address_Browse);
        browse.addSelectionListener(SelectionListener.widgetSelectedAdapter(event -> browse()));
        tcp = radio(group, Messages.Address_Tcp);
        label(group, Messages.Address_Host);
        host = text(group, 1);
        host.setMessage(Messages.Address_HostHint);
        Composite right = new Composite(group, SWT.NONE);
        GridDataFactory.fillDefaults().span(2, 1).applyTo(right);
        GridLayoutFactory.fillDefaults().numColumns(2).applyTo(right);
        new Label(right, SWT.NONE).setText(Messages.Address_Port);
        port = new Text(right, SWT.BORDER);
        GridDataFactory.fillDefaults().hint(PORT_DIGITS * 10, SWT.DEFAULT).applyTo(port);
        port.addModifyListener(event -> changed());
        enable();
    }

    private Button radio(Composite parent, String text) {
        Button button = new Button(parent, SWT.RADIO);
        button.setText(text);
        GridDataFactory.fillDefaults().span(4, 1).applyTo(button);
        button.addSelectionListener(SelectionListener.widgetSelectedAdapter(event -> {
            enable();
            changed();
        }));
        return button;
    }

    private static void label(Composite parent, String text) {
        Label label = new Label(parent, SWT.NONE);
        label.setText(text);
        GridDataFactory.fillDefaults()
                .align(SWT.BEGINNING, SWT.CENTER)
                .indent(INDENT, 0)
                .applyTo(label);
    }

    private Text text(Composite parent, int span) {
        Text text = new Text(parent, SWT.BORDER);
        GridDataFactory.fillDefaults()
                .align(SWT.FILL, SWT.CENTER)
                .grab(true, false)
                .span(span, 1)
                .applyTo(text);
        text.addModifyListener(event -> changed());
        return text;
    }

    private void enable() {
        boolean local = unix.getSelection();
        for (Control control : new Control[] {path, browse}) {
            control.setEnabled(local);
        }
        for (Control control : new Control[] {host, port}) {
            control.setEnabled(!local);
        }
    }

    private void changed() {
        if (!filling) {
            changed.run();
        }
    }

    private void browse() {
        FileDialog dialog = new FileDialog(browse.getShell(), SWT.OPEN);
        dialog.setText(Messages.Address_BrowseTitle);
        String from = path.getText().isBlank() ? lastSocket() : path.getText().strip();
        int slash = from.lastIndexOf('/');
        if (slash >= 0) {
            dialog.setFilterPath(from.substring(0, slash + 1));
            dialog.setFileName(from.substring(slash + 1));
        }
        String chosen = dialog.open();
        if (chosen != null) {
            path.setText(chosen);
        }
    }

    /** The socket attached to last, or else where sockets are. */
    private static String lastSocket() {
        return Preferences.recentAddresses().stream()
                .filter(address -> address.startsWith(UNIX))
                .map(address -> address.substring(UNIX.length()))
                .findFirst()
                .orElse(RUN);
    }

    /** Shows an address text; what is no TCP address is taken for a socket's path. */
    void set(String address) {
        filling = true;
        boolean remote = address.startsWith(TCP);
        unix.setSelection(!remote);
        tcp.setSelection(remote);
        String rest = address.substring(remote ? TCP.length() : address.startsWith(UNIX) ? UNIX.length() : 0);
        int colon = rest.lastIndexOf(':');
        path.setText(remote ? "" : rest); //$NON-NLS-1$
        host.setText(remote ? rest.substring(0, Math.max(0, colon)) : ""); //$NON-NLS-1$
        port.setText(remote ? rest.substring(colon + 1) : ""); //$NON-NLS-1$
        enable();
        filling = false;
    }

    /** The address text; empty while nothing is entered. */
    String get() {
        if (unix.getSelection()) {
            String entered = path.getText().strip();
            return entered.isEmpty() || entered.startsWith(UNIX) ? entered : UNIX + entered;
        }
        if (isEmpty()) {
            return ""; //$NON-NLS-1$
        }
        return TCP + bracketed(host.getText().strip()) + ':' + port.getText().strip();
    }

    private boolean isEmpty() {
        return host.getText().isBlank() && port.getText().isBlank();
    }

    private static String bracketed(String name) {
        return name.indexOf(':') < 0 || name.startsWith("[") ? name : '[' + name + ']'; //$NON-NLS-1$
    }

    /** What is wrong with host and port, in terms of these fields; null when nothing is, as far as can be seen here. */
    String problem() {
        if (unix.getSelection() || isEmpty()) {
            return null;
        }
        if (host.getText().isBlank()) {
            return Messages.Address_NoHost;
        }
        String number = port.getText().strip();
        if (number.isEmpty()) {
            return Messages.Address_NoPort;
        }
        if (!isPort(number)) {
            return NLS.bind(Messages.Address_BadPort, number);
        }
        return isAddress()
                ? null
                : NLS.bind(Messages.Address_BadHost, host.getText().strip());
    }

    private static boolean isPort(String text) {
        try {
            int number = Integer.parseInt(text);
            return number > 0 && number <= MAX_PORT && Character.isDigit(text.charAt(0));
        } catch (NumberFormatException e) {
            return false;
        }
    }

    private boolean isAddress() {
        try {
            return MonitorAddress.parse(get()) instanceof MonitorAddress.Tcp;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** Puts the cursor into the first field. */
    void setFocus() {
        (unix.getSelection() ? path : host).setFocus();
    }
}
