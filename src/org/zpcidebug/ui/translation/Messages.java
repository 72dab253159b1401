package org.zpcidebug.ui.translation;

import org.eclipse.osgi.util.NLS;

/** The texts of this package. */
final class Messages extends NLS {

    private static final String BUNDLE = "org.zpcidebug.ui.translation.messages"; //$NON-NLS-1$

    public static String Access_ReadOnly;
    public static String Access_Writable;
    public static String Action_EntryMemory;
    public static String Action_Export;
    public static String Action_Farther;
    public static String Action_Fit;
    public static String Action_LookUp;
    public static String Action_LookUpRow;
    public static String Action_Nearer;
    public static String Action_NextArea;
    public static String Action_PreviousArea;
    public static String Action_References;
    public static String Action_RowMemory;
    public static String Action_Whole;
    public static String Change_Gone;
    public static String Change_Moved;
    public static String Change_New;
    public static String Change_SomeMoved;
    public static String Change_SomeNew;
    public static String Column_Access;
    public static String Column_Address;
    public static String Column_Change;
    public static String Column_ChangeHint;
    public static String Column_Iova;
    public static String Column_Size;
    public static String Entry_Bit;
    public static String Entry_Bits;
    public static String Entry_Error;
    public static String Entry_Hint;
    public static String Entry_Name;
    public static String Entry_Title;
    public static String Export_Title;
    public static String List_Count;
    public static String List_CountFiltered;
    public static String List_Filter;
    public static String List_FilterHint;
    public static String List_Merge;
    public static String List_MergeHint;
    public static String List_Name;
    public static String LookUp_AddressHint;
    public static String LookUp_AddressName;
    public static String LookUp_Dma;
    public static String LookUp_Entry;
    public static String LookUp_EntryAddress;
    public static String LookUp_ExplainDma;
    public static String LookUp_ExplainGuest;
    public static String LookUp_Find;
    public static String LookUp_Function;
    public static String LookUp_Guest;
    public static String LookUp_Hint;
    public static String LookUp_Index;
    public static String LookUp_KindHint;
    public static String LookUp_KindName;
    public static String LookUp_Leads;
    public static String LookUp_LeadsReadOnly;
    public static String LookUp_Level;
    public static String LookUp_More;
    public static String LookUp_NoAddress;
    public static String LookUp_NoReference;
    public static String LookUp_Notice;
    public static String LookUp_Nowhere;
    public static String LookUp_Reading;
    public static String LookUp_References;
    public static String LookUp_ResultName;
    public static String LookUp_State;
    public static String LookUp_Table;
    public static String Map_Hover;
    public static String Map_HoverFirst;
    public static String Map_HoverGone;
    public static String Map_HoverNew;
    public static String Map_Name;
    public static String Map_Step;
    public static String Size_All;
    public static String State_Error;
    public static String State_NeverUsed;
    public static String State_ReadOnly;
    public static String State_Stale;
    public static String State_Unreadable;
    public static String State_Valid;
    public static String Status_Frozen;
    public static String Status_GoesOn;
    public static String Status_Incomplete;
    public static String Status_NoFunctions;
    public static String Status_Problem;
    public static String Status_Problems;
    public static String Status_Read;
    public static String Status_Space;
    public static String Status_TooMany;
    public static String Status_Totals;
    public static String Tab_LookUp;
    public static String Tab_Mappings;
    public static String Tab_Tables;
    public static String Tree_Empty;
    public static String Tree_Entry;
    public static String Tree_Index;
    public static String Tree_Name;
    public static String Tree_Value;

    static {
        NLS.initializeMessages(BUNDLE, Messages.class);
    }

    private Messages() {}
}
