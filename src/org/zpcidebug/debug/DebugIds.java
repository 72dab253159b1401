package org.zpcidebug.debug;

/** The identifiers by which Eclipse knows this plugin's debugger. */
public final class DebugIds {

    /** The bundle, which is also the preference node. */
    public static final String PLUGIN = "org.zpcidebug"; //$NON-NLS-1$

    /** The debug model of {@link ZpciDebugTarget}. */
    public static final String MODEL = "org.zpcidebug.debug"; //$NON-NLS-1$

    /** The launch configuration type that attaches to a running guest. */
    public static final String ATTACH_TYPE = "org.zpcidebug.attach"; //$NON-NLS-1$

    /** The launch configuration type that starts the embedded demo guest and attaches to it. */
    public static final String DEMO_TYPE = "org.zpcidebug.demo"; //$NON-NLS-1$

    /** The process type of the demo guest's QEMU. */
    public static final String DEMO_PROCESS_TYPE = "org.zpcidebug.demoQemu"; //$NON-NLS-1$

    private DebugIds() {}
}
