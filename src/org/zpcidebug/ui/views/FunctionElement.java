package org.zpcidebug.ui.views;

/** What stands for a function in a selection. */
public interface FunctionElement {

    /** The function's FID. */
    long fid();
}
