package org.zpcidebug.ui.views;

import org.eclipse.jface.dialogs.IDialogConstants;
import org.eclipse.jface.dialogs.TitleAreaDialog;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.ui.PlatformUI;

/** A dialog with fields, which can be confirmed as long as nothing is wrong with them. */
public abstract class FormDialog extends TitleAreaDialog {

    private static final int MARGIN = 10;

    private final String window;
    private final String confirm;
    private final String help;

    /**
     * A dialog that is not open yet.
     *
     * @param window the title of its window
     * @param confirm the label of the button that confirms it
     * @param help its help context
     */
    protected FormDialog(Shell parent, String window, String confirm, String help) {
        super(parent);
        this.window = window;
        this.confirm = confirm;
        this.help = help;
        setHelpAvailable(true);
    }

    /** Makes the fields, which call {@link #validate} when they change; sets title and message. */
    protected abstract void fill(Composite inside);

    /** What is wrong with the fields, in words for the user, or null. */
    protected abstract String problem();

    @Override
    protected final boolean isResizable() {
        return true;
    }

    @Override
    protected final void configureShell(Shell shell) {
        super.configureShell(shell);
        shell.setText(window);
        PlatformUI.getWorkbench().getHelpSystem().setHelp(shell, help);
    }

    @Override
    protected final Control createDialogArea(Composite parent) {
        Composite area = (Composite) super.createDialogArea(parent);
        Composite inside = new Composite(area, SWT.NONE);
        GridLayoutFactory.swtDefaults().margins(MARGIN, MARGIN).applyTo(inside);
        GridDataFactory.fillDefaults().grab(true, true).applyTo(inside);
        fill(inside);
        return area;
    }

    @Override
    protected final void createButtonsForButtonBar(Composite parent) {
        super.createButtonsForButtonBar(parent);
        getButton(IDialogConstants.OK_ID).setText(confirm);
        setButtonLayoutData(getButton(IDialogConstants.OK_ID));
        validate();
    }

    /** Looks again whether it can be confirmed. */
    protected final void validate() {
        String problem = problem();
        setErrorMessage(problem);
        Button button = getButton(IDialogConstants.OK_ID);
        if (button != null) {
            button.setEnabled(problem == null);
        }
    }
}
