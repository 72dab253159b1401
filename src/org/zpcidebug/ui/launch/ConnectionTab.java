package org.zpcidebug.ui.launch;

import java.lang.reflect.InvocationTargetException;
import java.util.List;
import org.eclipse.core.runtime.CoreException;
import org.eclipse.debug.core.ILaunchConfiguration;
import org.eclipse.debug.core.ILaunchConfigurationWorkingCopy;
import org.eclipse.debug.ui.AbstractLaunchConfigurationTab;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.jface.resource.JFaceResources;
import org.eclipse.jface.resource.LocalResourceManager;
import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.SWT;
import org.eclipse.swt.events.SelectionListener;
import org.eclipse.swt.graphics.Image;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Combo;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Group;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Text;
import org.eclipse.ui.PlatformUI;
import org.zpcidebug.debug.ConfigurationName;
import org.zpcidebug.debug.LaunchSettings;
import org.zpcidebug.debug.Preferences;
import org.zpcidebug.hypervisor.MonitorAddress;
import org.zpcidebug.ui.AccessibleName;
import org.zpcidebug.ui.Icons;
import org.zpcidebug.ui.UiIds;

/** The tab where the guest's monitor is given, found, and tried. */
public final class ConnectionTab extends AbstractLaunchConfigurationTab {

    private static final String ID = "org.zpcidebug.ui.launch.ConnectionTab"; //$NON-NLS-1$

    private AddressFields fields;
    private Combo recent;
    private Button test;
    private Text result;
    private Text gdbServer;
    private Image image;

    @Override
    public void createControl(Composite parent) {
        Composite area = new Composite(parent, SWT.NONE);
        GridLayoutFactory.swtDefaults().applyTo(area);
        area.setFont(parent.getFont());
        setControl(area);
        image = new LocalResourceManager(JFaceResources.getResources(), area).create(Icons.GUEST.descriptor());
        Label hint = new Label(area, SWT.WRAP);
        hint.setText(Messages.Connection_Hint);
        GridDataFactory.fillDefaults().grab(true, false).hint(400, SWT.DEFAULT).applyTo(hint);
        fields = new AddressFields(area, this::edited);
        createButtons(area);
        createGdbServer(area);
        result = new Text(area, SWT.MULTI | SWT.WRAP | SWT.READ_ONLY | SWT.V_SCROLL);
        AccessibleName.set(result, Messages.Connection_Result);
        GridDataFactory.fillDefaults().grab(true, true).hint(400, 80).applyTo(result);
        PlatformUI.getWorkbench().getHelpSystem().setHelp(area, UiIds.HELP_CONNECTION);
    }

    private void createButtons(Composite area) {
        Composite line = new Composite(area, SWT.NONE);
        GridDataFactory.fillDefaults().grab(true, false).applyTo(line);
        GridLayoutFactory.fillDefaults().numColumns(4).applyTo(line);
        new Label(line, SWT.NONE).setText(Messages.Connection_Recent);
        recent = new Combo(line, SWT.READ_ONLY | SWT.DROP_DOWN);
        GridDataFactory.fillDefaults().grab(true, false).hint(200, SWT.DEFAULT).applyTo(recent);
        recent.addSelectionListener(SelectionListener.widgetSelectedAdapter(event -> choose(recent.getText())));
        Button find = createPushButton(line, Messages.Connection_Find, null);
        find.addSelectionListener(SelectionListener.widgetSelectedAdapter(
                event -> FindGuestsDialog.choose(getShell()).ifPresent(this::choose)));
        test = createPushButton(line, Messages.Connection_Test, null);
        test.addSelectionListener(SelectionListener.widgetSelectedAdapter(event -> test()));
    }

    private void createGdbServer(Composite area) {
        Group group = new Group(area, SWT.NONE);
        group.setText(Messages.Gdb_Group);
        GridDataFactory.fillDefaults().grab(true, false).applyTo(group);
        GridLayoutFactory.swtDefaults().numColumns(2).applyTo(group);
        new Label(group, SWT.NONE).setText(Messages.Gdb_Address);
        gdbServer = new Text(group, SWT.BORDER);
        gdbServer.setMessage(Messages.Gdb_Hint);
        gdbServer.setToolTipText(Messages.Gdb_ToolTip);
        GridDataFactory.fillDefaults().grab(true, false).applyTo(gdbServer);
        gdbServer.addModifyListener(event -> updateLaunchConfigurationDialog());
    }

    private void choose(String address) {
        fields.set(address);
        edited();
    }

    private void edited() {
        result.setText(""); //$NON-NLS-1$
        updateLaunchConfigurationDialog();
    }

    private void test() {
        ConnectionTest run = new ConnectionTest(MonitorAddress.parse(fields.get()));
        try {
            getLaunchConfigurationDialog().run(true, true, run);
        } catch (InvocationTargetException e) {
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (!result.isDisposed()) {
            result.setText(run.result());
        }
    }

    /** Nothing is known of a new configuration's guest, its name neither. */
    @Override
    public void setDefaults(ILaunchConfigurationWorkingCopy configuration) {
        ConfigurationName.begin(configuration);
        configuration.setAttribute(LaunchSettings.ADDRESS, ""); //$NON-NLS-1$
    }

    @Override
    public void initializeFrom(ILaunchConfiguration configuration) {
        try {
            fields.set(LaunchSettings.addressText(configuration));
            gdbServer.setText(configuration.getAttribute(LaunchSettings.GDB_SERVER, "")); //$NON-NLS-1$
        } catch (CoreException e) {
            setErrorMessage(e.getStatus().getMessage());
        }
        List<String> addresses = Preferences.recentAddresses();
        recent.setItems(addresses.toArray(String[]::new));
        recent.setEnabled(!addresses.isEmpty());
        result.setText(""); //$NON-NLS-1$
    }

    @Override
    public void performApply(ILaunchConfigurationWorkingCopy configuration) {
        configuration.setAttribute(LaunchSettings.ADDRESS, fields.get());
        String server = gdbServer.getText().strip();
        configuration.setAttribute(LaunchSettings.GDB_SERVER, server.isEmpty() ? null : server);
    }

    /** Looks at the text only: whether somebody answers there is for the test and the launch to find out. */
    @Override
    public boolean isValid(ILaunchConfiguration configuration) {
        setErrorMessage(null);
        if (fields.problem() == null) {
            try {
                LaunchSettings.address(configuration);
            } catch (CoreException e) {
                setErrorMessage(e.getStatus().getMessage());
            }
        } else {
            setErrorMessage(fields.problem());
        }
        if (test != null) {
            test.setEnabled(getErrorMessage() == null);
        }
        checkGdbServer(configuration);
        return getErrorMessage() == null;
    }

    private void checkGdbServer(ILaunchConfiguration configuration) {
        try {
            LaunchSettings.gdbServer(configuration);
        } catch (CoreException e) {
            if (getErrorMessage() == null) {
                setErrorMessage(NLS.bind(Messages.Gdb_Problem, e.getStatus().getMessage()));
            }
        }
    }

    @Override
    public String getName() {
        return Messages.Connection_Tab;
    }

    @Override
    public String getId() {
        return ID;
    }

    @Override
    public Image getImage() {
        return image;
    }
}
