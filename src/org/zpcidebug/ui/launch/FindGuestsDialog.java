package org.zpcidebug.ui.launch;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.eclipse.core.runtime.ICoreRunnable;
import org.eclipse.core.runtime.jobs.Job;
import org.eclipse.jface.dialogs.IDialogConstants;
import org.eclipse.jface.dialogs.IMessageProvider;
import org.eclipse.jface.dialogs.TitleAreaDialog;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.resource.JFaceResources;
import org.eclipse.jface.resource.LocalResourceManager;
import org.eclipse.jface.viewers.ArrayContentProvider;
import org.eclipse.jface.viewers.ColumnLabelProvider;
import org.eclipse.jface.viewers.ColumnViewerToolTipSupport;
import org.eclipse.jface.viewers.StructuredSelection;
import org.eclipse.jface.viewers.TableViewer;
import org.eclipse.jface.viewers.TableViewerColumn;
import org.eclipse.jface.window.Window;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.Color;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Display;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.TableColumn;
import org.eclipse.ui.PlatformUI;
import org.zpcidebug.hypervisor.QemuProcesses;
import org.zpcidebug.ui.AccessibleName;
import org.zpcidebug.ui.Icons;
import org.zpcidebug.ui.UiIds;

/** Lists the QEMU processes of this machine that have an s390x guest, and their monitors, usable or not. */
public final class FindGuestsDialog extends TitleAreaDialog {

    private static final int AGAIN = IDialogConstants.CLIENT_ID;
    private static final int WIDEST = 420;

    private TableViewer table;
    private String address;
    private boolean searching;

    private FindGuestsDialog(Shell shell) {
        super(shell);
        setShellStyle(getShellStyle() | SWT.RESIZE);
    }

    /** Lets the user choose; the address of a monitor, or nothing when he cancels. */
    public static Optional<String> choose(Shell shell) {
        FindGuestsDialog dialog = new FindGuestsDialog(shell);
        return dialog.open() == Window.OK ? Optional.ofNullable(dialog.address) : Optional.empty();
    }

    @Override
    protected void configureShell(Shell shell) {
        super.configureShell(shell);
        shell.setText(Messages.Find_Title);
    }

    @Override
    protected Control createContents(Composite parent) {
        Control contents = super.createContents(parent);
        LocalResourceManager images = new LocalResourceManager(JFaceResources.getResources(), contents);
        setTitle(Messages.Find_Heading);
        setTitleImage(images.create(Icons.CONNECT_BANNER.descriptor()));
        search();
        return contents;
    }

    @Override
    protected Control createDialogArea(Composite parent) {
        Composite area = (Composite) super.createDialogArea(parent);
        PlatformUI.getWorkbench().getHelpSystem().setHelp(area, UiIds.HELP_CONNECTION);
        table = new TableViewer(area, SWT.SINGLE | SWT.FULL_SELECTION | SWT.BORDER | SWT.V_SCROLL | SWT.H_SCROLL);
        Table control = table.getTable();
        control.setHeaderVisible(true);
        AccessibleName.set(control, Messages.Find_Name);
        GridDataFactory.fillDefaults().grab(true, true).hint(900, 220).applyTo(control);
        ColumnViewerToolTipSupport.enableFor(table);
        column(Messages.Find_Guest, 140, FoundMonitor::guest);
        column(Messages.Find_Process, 80, line -> Long.toString(line.process().pid()));
        column(Messages.Find_Machine, 130, line -> line.process().machine());
        column(Messages.Find_Monitor, 250, FoundMonitor::where);
        column(Messages.Find_Status, 220, FoundMonitor::status);
        table.setContentProvider(ArrayContentProvider.getInstance());
        table.addSelectionChangedListener(event -> update());
        table.addDoubleClickListener(event -> {
            if (selected().filter(FoundMonitor::isUsable).isPresent()) {
                okPressed();
            }
        });
        return area;
    }

    private void column(String heading, int width, Function<FoundMonitor, String> text) {
        TableViewerColumn column = new TableViewerColumn(table, SWT.LEFT);
        column.getColumn().setText(heading);
        column.getColumn().setWidth(width);
        column.setLabelProvider(new ColumnLabelProvider() {
            @Override
            public String getText(Object element) {
                return text.apply((FoundMonitor) element);
            }

            @Override
            public String getToolTipText(Object element) {
                return ((FoundMonitor) element).status();
            }

            @Override
            public Color getForeground(Object element) {
                return ((FoundMonitor) element).isUsable()
                        ? null
                        : table.getTable().getDisplay().getSystemColor(SWT.COLOR_TITLE_INACTIVE_FOREGROUND);
            }
        });
    }

    @Override
    protected void createButtonsForButtonBar(Composite parent) {
        createButton(parent, AGAIN, Messages.Find_Again, false);
        super.createButtonsForButtonBar(parent);
        update();
    }

    @Override
    protected void buttonPressed(int id) {
        if (id == AGAIN) {
            search();
        } else {
            super.buttonPressed(id);
        }
    }

    private void search() {
        searching = true;
        update();
        Display display = table.getTable().getDisplay();
        ICoreRunnable work = monitor -> {
            List<FoundMonitor> found = FoundMonitor.of(QemuProcesses.list());
            display.asyncExec(() -> show(found));
        };
        Job.create(Messages.Find_Searching, work).schedule();
    }

    private void show(List<FoundMonitor> found) {
        if (table.getTable().isDisposed()) {
            return;
        }
        searching = false;
        table.setInput(found);
        fit();
        found.stream()
                .filter(FoundMonitor::isUsable)
                .findFirst()
                .or(() -> found.stream().findFirst())
                .ifPresent(line -> table.setSelection(new StructuredSelection(line)));
        update();
    }

    /** Makes columns as wide as what was found needs, within reason. */
    private void fit() {
        for (TableColumn column : table.getTable().getColumns()) {
            int first = column.getWidth();
            column.pack();
            column.setWidth(Math.max(first, Math.min(WIDEST, column.getWidth())));
        }
    }

    private Optional<FoundMonitor> selected() {
        return Optional.ofNullable((FoundMonitor) table.getStructuredSelection().getFirstElement());
    }

    private void update() {
        Button ok = getButton(IDialogConstants.OK_ID);
        Button again = getButton(AGAIN);
        if (ok == null || again == null) {
            return;
        }
        Optional<FoundMonitor> selected = selected();
        ok.setEnabled(!searching && selected.filter(FoundMonitor::isUsable).isPresent());
        again.setEnabled(!searching);
        if (searching) {
            setMessage(Messages.Find_Searching);
        } else if (table.getTable().getItemCount() == 0) {
            setMessage(Messages.Find_Nothing, IMessageProvider.INFORMATION);
        } else if (selected.isPresent() && !selected.get().isUsable()) {
            setMessage(selected.get().status(), IMessageProvider.WARNING);
        } else {
            setMessage(Messages.Find_Choose);
        }
    }

    @Override
    protected void okPressed() {
        address = selected().map(FoundMonitor::where).orElse(null);
        super.okPressed();
    }
}
