package org.zpcidebug.ui.views;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.ScrolledComposite;
import org.eclipse.swt.layout.FillLayout;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Link;
import org.eclipse.swt.widgets.Shell;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.zpcidebug.ui.testing.Ui;

/** The page that stands there without a guest, in views of every size. */
class MessagePageTest {

    private Shell shell;
    private MessagePage page;

    @BeforeEach
    void open() {
        Ui.run(() -> {
            shell = new Shell(Ui.display(), SWT.SHELL_TRIM);
            shell.setLayout(new FillLayout());
            page = WelcomePage.create(shell);
        });
    }

    @AfterEach
    void close() {
        Ui.run(shell::close);
    }

    private void size(int width, int height) {
        Ui.run(() -> {
            shell.setSize(width, height);
            shell.open();
            shell.layout();
        });
    }

    private List<Control> texts() {
        List<Control> texts = new java.util.ArrayList<>(Ui.all(shell, Label.class));
        texts.addAll(Ui.all(shell, Link.class));
        return texts;
    }

    @Test
    void wrapsInANarrowViewAndScrollsWhatIsTooHigh() {
        size(260, 220);
        Ui.eventually(() -> {
            ScrolledComposite whole = (ScrolledComposite) page.control();
            int room = whole.getClientArea().width;
            assertThat(whole.getVerticalBar().isVisible()).isTrue();
            assertThat(whole.getContent().getSize().x).isEqualTo(room);
            assertThat(texts()).allMatch(text -> text.getBounds().x + text.getBounds().width <= room);
            assertThat(whole.getContent().getSize().y).isGreaterThan(whole.getClientArea().height);
        });
        Ui.screenshot("welcome-narrow");
    }

    @Test
    void showsAllOfItWhereThereIsRoom() {
        size(900, 700);
        Ui.eventually(() -> {
            ScrolledComposite whole = (ScrolledComposite) page.control();
            assertThat(whole.getVerticalBar().isVisible()).isFalse();
            assertThat(whole.getContent().getSize().y).isEqualTo(whole.getClientArea().height);
            assertThat(texts()).allMatch(text -> text.getBounds().width <= 540);
        });
    }
}
