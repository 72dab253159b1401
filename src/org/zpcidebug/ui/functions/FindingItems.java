package org.zpcidebug.ui.functions;

import java.util.List;
import java.util.stream.Collectors;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.Font;
import org.eclipse.swt.widgets.Tree;
import org.eclipse.swt.widgets.TreeItem;
import org.zpcidebug.inspect.Finding;
import org.zpcidebug.inspect.FunctionFields;
import org.zpcidebug.ui.views.SeverityImage;

/** The findings of a function as the first group in the tree of its details: kind by icon and word, then the text. */
final class FindingItems {

    private static final String PARAGRAPH = "\n\n"; //$NON-NLS-1$

    private final TreeItem heading;
    private List<Finding> shown = List.of();

    /** Makes the group. */
    FindingItems(Tree tree, Font font) {
        heading = new TreeItem(tree, SWT.NONE);
        heading.setText(FunctionFields.FINDINGS.label());
        heading.setFont(font);
        fill();
    }

    /** Shows these findings; touches nothing when they are the same. */
    void show(List<Finding> findings) {
        if (!findings.equals(shown)) {
            shown = findings;
            fill();
        }
    }

    private void fill() {
        for (TreeItem item : heading.getItems()) {
            item.dispose();
        }
        for (Finding finding : shown) {
            TreeItem item = new TreeItem(heading, SWT.NONE);
            item.setText(new String[] {word(finding), finding.text()});
            item.setImage(SeverityImage.of(finding.severity()));
            item.setData(finding);
        }
        if (shown.isEmpty()) {
            new TreeItem(heading, SWT.NONE).setText(Messages.Findings_None);
        }
        heading.setExpanded(true);
    }

    /** All of them, for reading. */
    String words() {
        return shown.stream().map(FindingItems::words).collect(Collectors.joining(PARAGRAPH));
    }

    /** One of them, for reading. */
    static String words(Finding finding) {
        return word(finding) + ": " + finding.text(); //$NON-NLS-1$
    }

    private static String word(Finding finding) {
        return switch (finding.severity()) {
            case ERROR -> Messages.Findings_Error;
            case WARNING -> Messages.Findings_Warning;
            case INFO -> Messages.Findings_Note;
        };
    }
}
