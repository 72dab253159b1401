package org.zpcidebug.debug;

import org.eclipse.osgi.util.NLS;

/** The texts of this package. */
final class Messages extends NLS {

    private static final String BUNDLE = "org.zpcidebug.debug.messages"; //$NON-NLS-1$

    public static String AttachDelegate_Already;
    public static String AttachDelegate_Attaching;
    public static String BreakpointSync_Job;
    public static String BreakpointSync_Refused;
    public static String ConfigurationName_New;
    public static String DemoDelegate_Starting;
    public static String DemoFiles_NoGuest;
    public static String DemoGuest_Ended;
    public static String DemoGuest_Files;
    public static String DemoGuest_Label;
    public static String DemoGuest_Slow;
    public static String DemoGuest_Starting;
    public static String GuestName_At;
    public static String InterceptSettings_All;
    public static String InterceptSettings_Condition;
    public static String InterceptSettings_Count;
    public static String InterceptSettings_Function;
    public static String InterceptSettings_Ignore;
    public static String InterceptSettings_Log;
    public static String LaunchSettings_NoAddress;
    public static String LaunchSettings_NoPath;
    public static String LaunchSettings_Relative;
    public static String LeftBehind_Job;
    public static String LeftBehind_Question;
    public static String LeftBehind_Repaired;
    public static String LeftBehind_Stands;
    public static String MemoryPlace_Absolute;
    public static String MemoryPlace_Dma;
    public static String MemoryPlace_Virtual;
    public static String PauseConsent_Interpreted;
    public static String PauseConsent_Question;
    public static String QemuProgram_Install;
    public static String QemuProgram_NotExecutable;
    public static String QemuProgram_NotFound;
    public static String RecordData_Address;
    public static String RecordData_At;
    public static String RecordData_Device;
    public static String RecordData_Entries;
    public static String RecordData_Executed;
    public static String RecordData_Function;
    public static String RecordData_Handle;
    public static String RecordData_Instruction;
    public static String RecordData_Outcome;
    public static String RecordData_Pending;
    public static String RecordData_Stack;
    public static String RegisterData_Access;
    public static String RegisterData_AccessRegister;
    public static String RegisterData_Address;
    public static String RegisterData_Condition;
    public static String RegisterData_Control;
    public static String RegisterData_Dat;
    public static String RegisterData_External;
    public static String RegisterData_Floating;
    public static String RegisterData_General;
    public static String RegisterData_Home;
    public static String RegisterData_Io;
    public static String RegisterData_Key;
    public static String RegisterData_MachineCheck;
    public static String RegisterData_Mask;
    public static String RegisterData_Mode;
    public static String RegisterData_Mode24;
    public static String RegisterData_Mode31;
    public static String RegisterData_Mode64;
    public static String RegisterData_Off;
    public static String RegisterData_On;
    public static String RegisterData_Primary;
    public static String RegisterData_Problem;
    public static String RegisterData_ProgramMask;
    public static String RegisterData_Psw;
    public static String RegisterData_Secondary;
    public static String RegisterData_Space;
    public static String RegisterData_Wait;
    public static String SessionOpener_Connecting;
    public static String SessionOpener_Timeout;
    public static String TargetName;
    public static String TargetName_Connecting;
    public static String TargetName_Debug;
    public static String TargetName_Lost;
    public static String TargetName_Running;
    public static String TargetName_Silent;
    public static String TargetName_Suspended;
    public static String TargetName_Unknown;
    public static String ZpciDebugTarget_NoAddress;
    public static String ZpciDebugTarget_NotOurs;
    public static String ZpciStackFrame_Intercept;
    public static String ZpciStackFrame_Interrupted;
    public static String ZpciThread_Breakpoint;
    public static String ZpciThread_Found;
    public static String ZpciThread_Intercept;
    public static String ZpciThread_Name;
    public static String ZpciThread_Other;
    public static String ZpciThread_Program;
    public static String ZpciThread_Reset;
    public static String ZpciThread_Stepped;
    public static String ZpciThread_Stepping;
    public static String ZpciThread_Stopped;
    public static String ZpciThread_Suspended;
    public static String ZpciThread_Waiting;
    public static String ZpciVariable_ReadOnly;

    static {
        NLS.initializeMessages(BUNDLE, Messages.class);
    }

    private Messages() {}
}
