package org.zpcidebug.ui.launch;

import org.eclipse.core.runtime.CoreException;
import org.eclipse.debug.core.ILaunchConfiguration;
import org.eclipse.debug.core.ILaunchConfigurationWorkingCopy;
import org.eclipse.debug.ui.AbstractLaunchConfigurationTab;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.jface.resource.JFaceResources;
import org.eclipse.jface.resource.LocalResourceManager;
import org.eclipse.swt.SWT;
import org.eclipse.swt.events.SelectionListener;
import org.eclipse.swt.graphics.Image;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Group;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Spinner;
import org.eclipse.swt.widgets.Text;
import org.eclipse.ui.PlatformUI;
import org.zpcidebug.debug.DemoOptions;
import org.zpcidebug.debug.LaunchSettings;
import org.zpcidebug.ui.AccessibleName;
import org.zpcidebug.ui.Icons;
import org.zpcidebug.ui.UiIds;

/** The tab where the demo guest is told what to do. */
public final class DemoTab extends AbstractLaunchConfigurationTab {

    private static final String ID = "org.zpcidebug.ui.launch.DemoTab"; //$NON-NLS-1$

    private Spinner memory;
    private Spinner rate;
    private Spinner mappings;
    private Button block;
    private Button network;
    private Button random;
    private Text further;
    private Image image;
    private boolean filling;

    @Override
    public void createControl(Composite parent) {
        Composite area = new Composite(parent, SWT.NONE);
        GridLayoutFactory.swtDefaults().applyTo(area);
        area.setFont(parent.getFont());
        setControl(area);
        image = new LocalResourceManager(JFaceResources.getResources(), area).create(Icons.DEMO.descriptor());
        Label hint = new Label(area, SWT.WRAP);
        hint.setText(Messages.Demo_Hint);
        GridDataFactory.fillDefaults().grab(true, false).hint(400, SWT.DEFAULT).applyTo(hint);
        createGuest(group(area, Messages.Demo_Guest, 3));
        createFunctions(group(area, Messages.Demo_Functions, 1));
        PlatformUI.getWorkbench().getHelpSystem().setHelp(area, UiIds.HELP_DEMO);
    }

    private static Group group(Composite area, String title, int columns) {
        Group group = new Group(area, SWT.NONE);
        group.setText(title);
        GridDataFactory.fillDefaults().grab(true, false).applyTo(group);
        GridLayoutFactory.swtDefaults().numColumns(columns).applyTo(group);
        return group;
    }

    private void createGuest(Group group) {
        memory = spinner(
                group, Messages.Demo_Memory, Messages.Demo_MemoryUnit, DemoOptions.MIN_MEMORY, DemoOptions.MAX_MEMORY);
        rate = spinner(group, Messages.Demo_Rate, Messages.Demo_RateUnit, 0, DemoOptions.MAX_RATE);
        mappings = spinner(group, Messages.Demo_Mappings, Messages.Demo_MappingsUnit, 0, DemoOptions.MAX_MAPPINGS);
        new Label(group, SWT.NONE).setText(Messages.Demo_Further);
        further = new Text(group, SWT.BORDER);
        further.setTextLimit(DemoOptions.MAX_FURTHER);
        further.setMessage(Messages.Demo_FurtherHint);
        AccessibleName.set(further, Messages.Demo_FurtherName);
        GridDataFactory.fillDefaults().span(2, 1).grab(true, false).applyTo(further);
        further.addModifyListener(event -> edited());
    }

    private void createFunctions(Group group) {
        block = checkBox(group, Messages.Demo_Block);
        network = checkBox(group, Messages.Demo_Network);
        random = checkBox(group, Messages.Demo_Random);
    }

    private Spinner spinner(Group group, String text, String unit, int minimum, int maximum) {
        Label label = new Label(group, SWT.NONE);
        label.setText(text);
        Spinner spinner = new Spinner(group, SWT.BORDER);
        spinner.setMinimum(minimum);
        spinner.setMaximum(maximum);
        AccessibleName.set(spinner, text.replace("&", "") + ' ' + unit); //$NON-NLS-1$ //$NON-NLS-2$
        spinner.addModifyListener(event -> edited());
        new Label(group, SWT.NONE).setText(unit);
        return spinner;
    }

    private Button checkBox(Group group, String text) {
        Button button = createCheckButton(group, text);
        button.addSelectionListener(SelectionListener.widgetSelectedAdapter(event -> edited()));
        return button;
    }

    private void edited() {
        if (!filling) {
            updateLaunchConfigurationDialog();
        }
    }

    @Override
    public void setDefaults(ILaunchConfigurationWorkingCopy configuration) {
        LaunchSettings.setDemo(configuration, DemoOptions.DEFAULT);
    }

    @Override
    public void initializeFrom(ILaunchConfiguration configuration) {
        filling = true;
        try {
            DemoOptions options = LaunchSettings.demo(configuration);
            memory.setSelection(options.memoryMiB());
            rate.setSelection(options.loopsPerSecond());
            mappings.setSelection(options.mappings());
            further.setText(options.further());
            block.setSelection(options.block());
            network.setSelection(options.network());
            random.setSelection(options.random());
        } catch (CoreException e) {
            setErrorMessage(e.getStatus().getMessage());
        }
        filling = false;
    }

    @Override
    public void performApply(ILaunchConfigurationWorkingCopy configuration) {
        LaunchSettings.setDemo(
                configuration,
                new DemoOptions(
                        memory.getSelection(),
                        rate.getSelection(),
                        mappings.getSelection(),
                        block.getSelection(),
                        network.getSelection(),
                        random.getSelection(),
                        further.getText()));
    }

    @Override
    public String getName() {
        return Messages.Demo_Tab;
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
