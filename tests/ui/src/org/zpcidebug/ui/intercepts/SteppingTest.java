package org.zpcidebug.ui.intercepts;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Pattern;
import org.eclipse.core.runtime.preferences.InstanceScope;
import org.eclipse.debug.core.DebugException;
import org.eclipse.debug.core.DebugPlugin;
import org.eclipse.debug.core.model.IRegister;
import org.eclipse.debug.core.model.IRegisterGroup;
import org.eclipse.debug.core.model.IVariable;
import org.eclipse.debug.core.model.MemoryByte;
import org.eclipse.debug.ui.IDebugUIConstants;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.swt.widgets.Text;
import org.eclipse.swt.widgets.ToolBar;
import org.eclipse.swt.widgets.ToolItem;
import org.eclipse.ui.commands.ICommandService;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.zpcidebug.debug.Breakpoints;
import org.zpcidebug.debug.DebugIds;
import org.zpcidebug.debug.InterceptLog.Entry;
import org.zpcidebug.debug.InterceptSettings;
import org.zpcidebug.debug.MemoryPlace;
import org.zpcidebug.debug.Preferences;
import org.zpcidebug.debug.ZpciBreakpoint;
import org.zpcidebug.debug.ZpciDebugTarget;
import org.zpcidebug.debug.ZpciMemoryBlock;
import org.zpcidebug.debug.ZpciStackFrame;
import org.zpcidebug.debug.ZpciThread;
import org.zpcidebug.debug.ZpciValue;
import org.zpcidebug.intercept.InterceptBreakpoint.Action;
import org.zpcidebug.s390.PciOpcode;
import org.zpcidebug.testing.DemoGuestReport;
import org.zpcidebug.testing.Eventually;
import org.zpcidebug.ui.UiIds;
import org.zpcidebug.ui.testing.ErrorLog;
import org.zpcidebug.ui.testing.GuestWithTwoMonitors;
import org.zpcidebug.ui.testing.ShownDebugger;
import org.zpcidebug.ui.testing.Ui;
import org.zpcidebug.ui.testing.Workbench;

/** Breakpoints, stops and steps in the real Debug view, on the demo guest, which goes on registering functions anew. */
class SteppingTest {

    private static final long FID = 0x100;
    private static final String HEADINGS = "Time,CPU,Instruction,Function,Operands,Outcome,Caller,Logged Text";
    private static final Set<String> OF_THE_FRAME = Set.of("address", "stack pointer");
    private static GuestWithTwoMonitors guest;

    @RegisterExtension
    final ErrorLog log = new ErrorLog();

    @RegisterExtension
    final Workbench workbench = new Workbench();

    private ZpciDebugTarget target;

    @BeforeAll
    static void startGuest() throws Exception {
        guest = GuestWithTwoMonitors.start("cycle=2");
        guest.report();
    }

    @AfterAll
    static void endGuest() throws Exception {
        guest.close();
    }

    @BeforeEach
    void attach() throws Exception {
        InstanceScope.INSTANCE.getNode(DebugIds.PLUGIN).putBoolean(Preferences.PAUSE_AGREED, true);
        target = Workbench.attach(guest.address());
    }

    @AfterEach
    void removeBreakpoints() throws Exception {
        for (ZpciBreakpoint breakpoint : Breakpoints.all()) {
            breakpoint.delete();
        }
        DebugPlugin.getDefault().getBreakpointManager().setEnabled(true);
        InstanceScope.INSTANCE.getNode(DebugIds.PLUGIN).remove(Preferences.PAUSE_AGREED);
    }

    private static InterceptSettings settings(String condition, Action action, PciOpcode... instructions) {
        return new InterceptSettings(Set.of(instructions), OptionalLong.of(FID), condition, 0, action, "");
    }

    private ZpciThread thread() {
        assertThat(target.getThreads()).hasSize(1);
        return (ZpciThread) target.getThreads()[0];
    }

    private ZpciStackFrame top() {
        ZpciStackFrame top = (ZpciStackFrame) thread().getTopStackFrame();
        assertThat(top).isNotNull();
        return top;
    }

    private void awaitStop(String frame) {
        Eventually.passes(Ui.PATIENCE, () -> {
            assertThat(target.isSuspended()).as("stopped").isTrue();
            assertThat(top().getName()).contains(frame);
        });
    }

    private void awaitRun() {
        Eventually.passes(Ui.PATIENCE, () -> {
            assertThat(target.isSuspended()).isFalse();
            assertThat(guest.status()).isEqualTo("running");
        });
    }

    private static IVariable variable(IVariable[] variables, String name) throws DebugException {
        for (IVariable variable : variables) {
            if (variable.getName().equals(name)) {
                return variable;
            }
        }
        throw new AssertionError("no " + name + " in " + Arrays.toString(variables));
    }

    private static String value(IVariable[] variables, String name) throws DebugException {
        return variable(variables, name).getValue().getValueString();
    }

    private static void awaitLoops() {
        long before = guest.report().header().loops();
        Eventually.passes(
                Ui.PATIENCE, () -> assertThat(guest.report().header().loops()).isGreaterThan(before + 2));
    }

    /** The platform's commands, by their keys. */
    private static final Map<Integer, String> COMMANDS = Map.of(
            SWT.F5, "org.eclipse.debug.ui.commands.StepInto",
            SWT.F6, "org.eclipse.debug.ui.commands.StepOver",
            SWT.F7, "org.eclipse.debug.ui.commands.StepReturn",
            SWT.F8, "org.eclipse.debug.ui.commands.Resume");

    /** The tool tips of what makes no sense with a guest that was left. */
    private static final Pattern ENDED =
            Pattern.compile("(Resume|Suspend|Terminate|Disconnect|Step (Into|Over|Return))( \\(.*\\))?");

    /** Presses a key once its command is enabled for that frame, which takes the Debug view a moment. */
    private void press(int key, String frame) {
        ICommandService commands = Workbench.window().getService(ICommandService.class);
        Ui.eventually(() -> {
            assertThat(ShownDebugger.item(
                            ShownDebugger.tree(IDebugUIConstants.ID_DEBUG_VIEW).getSelection(), frame))
                    .isNotNull();
            assertThat(commands.getCommand(COMMANDS.get(key)).isEnabled()).isTrue();
        });
        Ui.run(() -> ShownDebugger.press(key));
    }

    /** In the model, in the views, and each with an explanation. */
    private void showsTheOperands() throws Exception {
        IVariable[] operands = top().getVariables();
        assertThat(value(operands, "instruction")).isEqualTo("MPCIFC");
        assertThat(value(operands, "fid")).isEqualTo("0x100 (virtio-blk-pci)");
        assertThat(value(operands, "control")).isEqualTo("4 (register I/O address translation)");
        assertThat(value(operands, "outcome")).isEqualTo("not executed yet");
        IVariable[] fib = variable(operands, "fib").getValue().getVariables();
        DemoGuestReport report = guest.report();
        assertThat(value(fib, "iota"))
                .startsWith("0x"
                        + Long.toHexString(report.function(FID).registration().iota()) + " (region-third table at 0x");
        Ui.eventually(() -> assertThat(ShownDebugger.lines(ShownDebugger.tree(IDebugUIConstants.ID_DEBUG_VIEW)))
                .anyMatch(line -> line.startsWith("CPU 0 (breakpoint: MPCIFC of function 0x100, if control == 4"))
                .anyMatch(line -> line.startsWith("MPCIFC register I/O address translation, fid 0x100")));
        Ui.eventually(() -> assertThat(ShownDebugger.lines(ShownDebugger.tree(IDebugUIConstants.ID_VARIABLE_VIEW)))
                .contains("control 4 (register I/O address translation)", "outcome not executed yet"));

        // The first stop brought up what shows it.
        Ui.eventually(() -> {
            assertThat(Workbench.page().isPartVisible(Workbench.page().findView(UiIds.INTERCEPTS_VIEW)))
                    .isTrue();
            assertThat(Workbench.page().isPartVisible(Workbench.page().findView(IDebugUIConstants.ID_VARIABLE_VIEW)))
                    .isTrue();
        });
        assertThat(((ZpciValue) variable(fib, "iota").getValue()).meaning()).startsWith("I/O translation anchor");
        for (IVariable operand : operands) {
            assertThat(((ZpciValue) operand.getValue()).meaning().isEmpty())
                    .as("%s explains itself", operand.getName())
                    .isEqualTo(OF_THE_FRAME.contains(operand.getName()));
        }
    }

    @Test
    void stepsThroughAnInterceptInTheDebugView() throws Exception {
        ZpciBreakpoint breakpoint = ZpciBreakpoint.create(settings("control == 4", Action.SUSPEND, PciOpcode.MPCIFC));
        awaitStop("MPCIFC register I/O address translation, fid 0x100 (virtio-blk-pci)");
        assertThat(thread().getBreakpoints()).containsExactly(breakpoint);
        showsTheOperands();
        assertThat(target.getName()).endsWith(" [suspended]");

        long before = top().guestFrame().address();
        press(SWT.F6, "MPCIFC");
        awaitStop("MPCIFC register I/O address translation, fid 0x100 (virtio-blk-pci): carried out");
        assertThat(top().guestFrame().address()).isEqualTo(before + 6);
        IVariable outcome = variable(top().getVariables(), "outcome");
        assertThat(outcome.getValue().getValueString()).isEqualTo("carried out");
        assertThat(outcome.hasValueChanged()).isTrue();
        assertThat(value(outcome.getValue().getVariables(), "cc")).isEqualTo("0");
        assertThat(variable(top().getVariables(), "control").hasValueChanged()).isFalse();
        assertThat(thread().activity()).isEqualTo("stepped");

        press(SWT.F5, "MPCIFC");
        Eventually.passes(Ui.PATIENCE, () -> {
            assertThat(target.isSuspended()).isTrue();
            assertThat(top().guestFrame().address()).isGreaterThan(before + 6).isLessThan(before + 13);
        });
        int depth = thread().getStackFrames().length;
        if (depth > 1) {
            long caller =
                    ((ZpciStackFrame) thread().getStackFrames()[1]).guestFrame().address();
            String name = top().getName();
            press(SWT.F7, name);
            Eventually.passes(Ui.PATIENCE, () -> {
                assertThat(target.isSuspended()).isTrue();
                assertThat(top().guestFrame().address()).isEqualTo(caller);
                assertThat(thread().getStackFrames()).hasSize(depth - 1);
            });
        }
        breakpoint.setEnabled(false);
        press(SWT.F8, top().getName());
        awaitRun();
        Eventually.passes(Ui.PATIENCE, () -> assertThat(target.getName()).endsWith(" [running]"));
        assertThat(breakpoint.hits()).isPositive();
        awaitLoops();
    }

    /** Suspends the guest, and again when that hit it while it mapped pages or wrote its report. */
    private DemoGuestReport suspendBetweenChanges() {
        return Eventually.returns(Ui.PATIENCE, () -> {
            target.suspend();
            Eventually.passes(
                    Ui.PATIENCE, () -> assertThat(target.isSuspended()).isTrue());
            try {
                DemoGuestReport report = guest.reportOfStopped();
                assertThat(report.function(FID).registration().ioat()).isTrue();
                return report;
            } catch (AssertionError inBetween) {
                target.resume();
                awaitRun();
                throw inBetween;
            }
        });
    }

    @Test
    void showsRegistersAndMemory() throws Exception {
        DemoGuestReport report = suspendBetweenChanges();
        IRegisterGroup[] groups = Eventually.returns(Ui.PATIENCE, () -> {
            IRegisterGroup[] read = top().getRegisterGroups();
            assertThat(read)
                    .extracting(IRegisterGroup::getName)
                    .containsExactly(
                            "PSW",
                            "General Registers",
                            "Control Registers",
                            "Access Registers",
                            "Floating-Point Registers");
            return read;
        });
        IRegister[] psw = groups[0].getRegisters();
        assertThat(value(psw, "addressing mode")).isEqualTo("64-bit");
        assertThat(value(psw, "translation (DAT)")).isEqualTo("off");
        assertThat(groups[1].getRegisters()).hasSize(16);
        assertThat(groups[2].getRegisters()).hasSizeGreaterThanOrEqualTo(16);

        String magic = "ZPCIDEMO";
        for (MemoryPlace place :
                List.of(MemoryPlace.absolute(DemoGuestReport.CURRENT), MemoryPlace.virtual(DemoGuestReport.CURRENT))) {
            ZpciMemoryBlock block = target.memory(place);
            Eventually.passes(Ui.PATIENCE, () -> assertThat(text(block, place.address(), magic.length()))
                    .isEqualTo(magic));
            block.dispose();
        }
        var page = report.function(FID).validPages().findFirst().orElseThrow();
        ZpciMemoryBlock dma =
                (ZpciMemoryBlock) target.getExtendedMemoryBlock("dma:0x100:0x" + Long.toHexString(page.iova()), null);
        ZpciMemoryBlock absolute = target.memory(MemoryPlace.absolute(page.frame()));
        Eventually.passes(
                Ui.PATIENCE,
                () -> assertThat(text(dma, page.iova(), 64)).isNotNull().isEqualTo(text(absolute, page.frame(), 64)));
        ZpciMemoryBlock nowhere = target.memory(MemoryPlace.dma(FID, 0x1000));
        assertThat(text(nowhere, 0x1000, 4)).isNull();

        target.resume();
        awaitRun();
    }

    /** The bytes as text; null while they are not readable. */
    private static String text(ZpciMemoryBlock block, long address, int length) {
        StringBuilder text = new StringBuilder();
        for (MemoryByte one : block.getBytesFromAddress(BigInteger.valueOf(address), length)) {
            if (!one.isReadable()) {
                return null;
            }
            text.append((char) (one.getValue() & 0xff));
        }
        return text.toString();
    }

    @Test
    void runsToTheNextInterceptAndLeavesTheGuestRunning() throws Exception {
        target.runToNextIntercept();
        awaitStop(" at ");
        long first = top().guestFrame().address();
        assertThat(top().intercept()).isNotNull();
        assertThat(top().intercept().outcome().isPending()).isTrue();
        target.runToNextIntercept();
        Eventually.passes(Ui.PATIENCE, () -> {
            assertThat(target.isSuspended()).isTrue();
            assertThat(top().intercept()).isNotNull();
            assertThat(target.intercepts().end()).isPositive();
        });
        assertThat(first).isPositive();
        ZpciBreakpoint.create(InterceptSettings.of(List.of(), OptionalLong.empty()));
        target.disconnect();
        assertThat(target.isDisconnected()).isTrue();
        Eventually.passes(Ui.PATIENCE, () -> assertThat(guest.status()).isEqualTo("running"));
        Ui.eventually(() -> assertThat(ShownDebugger.lines(ShownDebugger.tree(IDebugUIConstants.ID_DEBUG_VIEW)))
                .anyMatch(line -> line.startsWith("<disconnected>"))
                .noneMatch(line -> line.contains("CPU ")));
        Ui.eventually(() -> assertThat(Ui.all(Workbench.window().getShell(), ToolBar.class).stream()
                        .flatMap(bar -> Arrays.stream(bar.getItems()))
                        .filter(item -> ENDED.matcher(
                                        String.valueOf(item.getToolTipText()).replace("&", ""))
                                .matches()))
                .hasSize(7)
                .noneMatch(ToolItem::isEnabled));
        awaitLoops();
    }

    @Test
    void logsCountsAndSkips(@TempDir Path folder) throws Exception {
        ZpciBreakpoint logging = ZpciBreakpoint.create(new InterceptSettings(
                Set.of(PciOpcode.RPCIT), OptionalLong.of(FID), "", 0, Action.LOG, "range {iova}, cc {cc}"));
        ZpciBreakpoint counting = ZpciBreakpoint.create(settings("", Action.COUNT, PciOpcode.PCILG));
        Eventually.passes(Ui.PATIENCE, () -> {
            assertThat(logging.hits()).isGreaterThan(3);
            assertThat(counting.hits()).isGreaterThan(3);
            assertThat(target.intercepts().end()).isGreaterThan(3);
        });
        InterceptsView view = (InterceptsView) Ui.get(() -> ShownDebugger.open("org.zpcidebug.intercepts"));
        Ui.eventually(() -> {
            List<Entry> shown = view.page().shown();
            assertThat(shown).hasSizeGreaterThan(3);
            Entry entry = shown.get(0);
            assertThat(InterceptColumn.INSTRUCTION.text(entry)).isEqualTo("RPCIT");
            assertThat(InterceptColumn.FUNCTION.text(entry)).isEqualTo("0x100 (virtio-blk-pci)");
            assertThat(InterceptColumn.OPERANDS.text(entry)).startsWith("DMA 0x");
            assertThat(InterceptColumn.OUTCOME.text(entry)).isEqualTo("cc 0: carried out");
            assertThat(InterceptColumn.TEXT.text(entry)).startsWith("range 0x").endsWith("cc 0");
        });
        List<Entry> shown = Ui.get(() -> view.page().shown());
        Path json = Ui.written(InterceptExport.of(shown), folder.resolve("intercepts.json"));
        assertThat(Files.readAllLines(json)).hasSameSizeAs(shown).allSatisfy(line -> assertThat(line)
                .contains("\"instruction\":\"RPCIT\""));
        Path csv = Ui.written(InterceptExport.of(shown), folder.resolve("intercepts.csv"));
        assertThat(Files.readAllLines(csv)).hasSize(1 + shown.size()).first().isEqualTo(HEADINGS);
        filtersPausesAndClears(view);
        assertThat(target.isSuspended()).isFalse();
        DebugPlugin.getDefault().getBreakpointManager().setEnabled(false);
        Eventually.passes(Ui.PATIENCE, () -> {
            long end = target.intercepts().end();
            awaitLoops();
            assertThat(target.intercepts().end()).isEqualTo(end);
        });
    }

    private void filtersPausesAndClears(InterceptsView view) {
        Ui.eventually(() -> assertThat(view.page().table().isAtEnd()).isTrue());
        Text filter = Ui.get(
                () -> Ui.all((Composite) view.page().control(), Text.class).get(0));
        Ui.run(() -> filter.setText("rpcit nothing"));
        Ui.eventually(() -> assertThat(view.page().shown()).isEmpty());
        Ui.run(() -> filter.setText("RPCIT 0x100"));
        Ui.eventually(() -> assertThat(view.page().shown()).isNotEmpty());
        int kept = Ui.get(() -> {
            view.setFrozen(true);
            return view.page().shown().size();
        });
        long end = target.intercepts().end();
        Eventually.passes(
                Ui.PATIENCE, () -> assertThat(target.intercepts().end()).isGreaterThan(end));
        Ui.run(() -> assertThat(view.page().shown()).hasSize(kept));
        Ui.run(() -> view.setFrozen(false));
        Ui.eventually(() -> assertThat(view.page().shown()).hasSizeGreaterThan(kept));
        Ui.run(() -> {
            filter.setText("");
            view.clear();
            assertThat(view.page().shown()).isEmpty();
        });
    }

    /** A debugger that went without a word left a breakpoint, at which the guest stands now. */
    @Test
    void offersToRepairWhatAnotherDebuggerLeft() throws Exception {
        target.disconnect();
        Eventually.passes(Ui.PATIENCE, () -> assertThat(guest.status()).isEqualTo("running"));
        guest.leaveBreakpoint(guest.report().site("pcilg").address());
        Eventually.passes(Ui.PATIENCE, () -> assertThat(guest.status()).isEqualTo("debug"));
        target = Workbench.attach(guest.address());
        Shell question = Ui.shell("Breakpoints of Another Debugger");
        assertThat(target.getName()).endsWith(" [stopped by a debugger]");
        assertThat(thread().activity()).isEqualTo("stopped by a debugger");
        Ui.run(() -> Ui.select(Ui.all(question, Button.class).stream()
                .filter(button -> button.getText().equals("&Take Them Away"))
                .findFirst()
                .orElseThrow()));
        awaitLoops();
        Eventually.passes(
                Ui.PATIENCE, () -> assertThat(target.intercepts().end()).isPositive());
        assertThat(target.intercepts().get(0).text()).contains("were taken away");
        stopsWithTheServerThatIsThere();
        guest.endGdbServer();
    }

    /** QEMU goes on serving it, and nothing is asked, since the user has named it. */
    private void stopsWithTheServerThatIsThere() throws Exception {
        target.disconnect();
        target = Workbench.attach(guest.address(), guest.gdbServer());
        target.suspend();
        Eventually.passes(Ui.PATIENCE, () -> assertThat(target.isSuspended()).isTrue());
        target.disconnect();
        awaitLoops();
    }
}
