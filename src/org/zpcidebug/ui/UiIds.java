package org.zpcidebug.ui;

/** The identifiers of the user interface's contributions. */
public final class UiIds {

    /** The Functions view. */
    public static final String FUNCTIONS_VIEW = "org.zpcidebug.functions"; //$NON-NLS-1$

    /** The key bindings' context of all of our views. */
    public static final String VIEWS_CONTEXT = "org.zpcidebug.context.views"; //$NON-NLS-1$

    /** The Translation view. */
    public static final String TRANSLATION_VIEW = "org.zpcidebug.translation"; //$NON-NLS-1$

    /** The Intercepts view. */
    public static final String INTERCEPTS_VIEW = "org.zpcidebug.intercepts"; //$NON-NLS-1$

    /** The Findings view. */
    public static final String FINDINGS_VIEW = "org.zpcidebug.findings"; //$NON-NLS-1$

    /** The key bindings' context of the Functions view. */
    public static final String FUNCTIONS_CONTEXT = "org.zpcidebug.context.functions"; //$NON-NLS-1$

    /** The perspective. */
    public static final String PERSPECTIVE = "org.zpcidebug.perspective"; //$NON-NLS-1$

    /** The preference page. */
    public static final String PREFERENCE_PAGE = "org.zpcidebug.preferences"; //$NON-NLS-1$

    /** Help of the Functions view. */
    public static final String HELP_FUNCTIONS = "org.zpcidebug.functions_view"; //$NON-NLS-1$

    /** Help of the Translation view. */
    public static final String HELP_TRANSLATION = "org.zpcidebug.translation_view"; //$NON-NLS-1$

    /** The MSI-X Vectors view. */
    public static final String VECTORS_VIEW = "org.zpcidebug.vectors"; //$NON-NLS-1$

    /** The Adapter Interrupts view. */
    public static final String INTERRUPTS_VIEW = "org.zpcidebug.interrupts"; //$NON-NLS-1$

    /** Help of the MSI-X Vectors view. */
    public static final String HELP_VECTORS = "org.zpcidebug.vectors_view"; //$NON-NLS-1$

    /** Help of the Adapter Interrupts view. */
    public static final String HELP_INTERRUPTS = "org.zpcidebug.interrupts_view"; //$NON-NLS-1$

    /** Help of the Intercepts view. */
    public static final String HELP_INTERCEPTS = "org.zpcidebug.intercepts_view"; //$NON-NLS-1$

    /** Help of breakpoints on intercepts. */
    public static final String HELP_BREAKPOINT = "org.zpcidebug.intercept_breakpoint"; //$NON-NLS-1$

    /** Help of the Findings view. */
    public static final String HELP_FINDINGS = "org.zpcidebug.findings_view"; //$NON-NLS-1$

    /** Help of the Connection tab. */
    public static final String HELP_CONNECTION = "org.zpcidebug.connection_tab"; //$NON-NLS-1$

    /** Help of the Demo Guest tab. */
    public static final String HELP_DEMO = "org.zpcidebug.demo_tab"; //$NON-NLS-1$

    /** Help of the perspective, and of the Functions view while there is no guest. */
    public static final String HELP_PERSPECTIVE = "org.zpcidebug.perspective"; //$NON-NLS-1$

    /** The command that opens the launch dialog. */
    public static final String CONNECT = "org.zpcidebug.connect"; //$NON-NLS-1$

    /** The command that starts the demo guest. */
    public static final String START_DEMO = "org.zpcidebug.startDemo"; //$NON-NLS-1$

    /** The command that connects again. */
    public static final String RECONNECT = "org.zpcidebug.reconnect"; //$NON-NLS-1$

    /** The command that lets the guest run to the next intercept. */
    public static final String NEXT_INTERCEPT = "org.zpcidebug.nextIntercept"; //$NON-NLS-1$

    /** The command that adds a breakpoint. */
    public static final String ADD_BREAKPOINT = "org.zpcidebug.addBreakpoint"; //$NON-NLS-1$

    /** The command that refreshes once. */
    public static final String REFRESH = "org.zpcidebug.refresh"; //$NON-NLS-1$

    /** The command that keeps what a view shows as it is. */
    public static final String FREEZE = "org.zpcidebug.freeze"; //$NON-NLS-1$

    /** The command that probes the guest. */
    public static final String PROBE = "org.zpcidebug.probe"; //$NON-NLS-1$

    /** The command that copies functions as JSON. */
    public static final String COPY_JSON = "org.zpcidebug.copyJson"; //$NON-NLS-1$

    /** The command that puts the cursor into the filter. */
    public static final String FILTER = "org.zpcidebug.filter"; //$NON-NLS-1$

    /** The command that chooses columns. */
    public static final String COLUMNS = "org.zpcidebug.columns"; //$NON-NLS-1$

    /** The command that shows or hides the details. */
    public static final String DETAILS = "org.zpcidebug.details"; //$NON-NLS-1$

    private UiIds() {}
}
