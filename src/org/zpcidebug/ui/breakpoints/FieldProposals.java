package org.zpcidebug.ui.breakpoints;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.eclipse.jface.bindings.keys.KeyStroke;
import org.eclipse.jface.bindings.keys.ParseException;
import org.eclipse.jface.fieldassist.ContentProposal;
import org.eclipse.jface.fieldassist.ContentProposalAdapter;
import org.eclipse.jface.fieldassist.ControlDecoration;
import org.eclipse.jface.fieldassist.FieldDecorationRegistry;
import org.eclipse.jface.fieldassist.IContentProposal;
import org.eclipse.jface.fieldassist.TextContentAdapter;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Text;

/** Content help on the fields of an intercept, on Ctrl+Space, in conditions and in the text to log. */
final class FieldProposals {

    /** The room at the left of a field for its decorations. */
    static final int MARGIN = 8;

    private static final String KEY = "Ctrl+Space"; //$NON-NLS-1$

    private FieldProposals() {}

    /** Helps in a condition. */
    static void forCondition(Text text) {
        help(text, FieldProposals::condition);
    }

    /** Helps in a text to log. */
    static void forTemplate(Text text) {
        help(text, FieldProposals::template);
    }

    /** A mark at a field that is wrong, hidden at first. */
    static ControlDecoration error(Control field) {
        return mark(field, FieldDecorationRegistry.DEC_ERROR);
    }

    /** A mark at a field that may not be what is meant, hidden at first. */
    static ControlDecoration warning(Control field) {
        return mark(field, FieldDecorationRegistry.DEC_WARNING);
    }

    private static ControlDecoration mark(Control field, String kind) {
        ControlDecoration mark = new ControlDecoration(field, SWT.LEFT | SWT.CENTER);
        mark.setImage(
                FieldDecorationRegistry.getDefault().getFieldDecoration(kind).getImage());
        mark.hide();
        return mark;
    }

    /** Shows a mark with these words, or hides it when there are none. */
    static void show(ControlDecoration mark, String words) {
        if (words == null) {
            mark.hide();
        } else {
            mark.setDescriptionText(words);
            mark.show();
        }
    }

    private static void help(Text text, org.eclipse.jface.fieldassist.IContentProposalProvider provider) {
        try {
            ContentProposalAdapter adapter = new ContentProposalAdapter(
                    text, new TextContentAdapter(), provider, KeyStroke.getInstance(KEY), null);
            adapter.setProposalAcceptanceStyle(ContentProposalAdapter.PROPOSAL_INSERT);
        } catch (ParseException e) {
            throw new IllegalStateException(e);
        }
        ControlDecoration mark = new ControlDecoration(text, SWT.LEFT | SWT.TOP);
        mark.setImage(FieldDecorationRegistry.getDefault()
                .getFieldDecoration(FieldDecorationRegistry.DEC_CONTENT_PROPOSAL)
                .getImage());
        mark.setDescriptionText(Messages.Form_Help);
        mark.setShowOnlyOnFocus(true);
    }

    private static IContentProposal[] condition(String contents, int position) {
        String word = word(contents, position);
        List<IContentProposal> proposals = new ArrayList<>();
        for (ConditionField field : ConditionField.all()) {
            propose(proposals, word, field.word(), field.label(), field.description());
            for (String value : field.examples()) {
                propose(proposals, word, value, value, field.description());
            }
        }
        return proposals.toArray(IContentProposal[]::new);
    }

    private static IContentProposal[] template(String contents, int position) {
        String word = word(contents, position);
        boolean isOpen = position > word.length() && contents.charAt(position - word.length() - 1) == '{';
        List<IContentProposal> proposals = new ArrayList<>();
        for (ConditionField field : ConditionField.all()) {
            if (isOpen) {
                propose(proposals, word, field.word() + '}', field.label(), field.description());
            } else if (word.isEmpty()) {
                propose(proposals, word, '{' + field.word() + '}', field.label(), field.description());
            }
        }
        return proposals.toArray(IContentProposal[]::new);
    }

    /** What is inserted is the rest of the word that was begun. */
    private static void propose(
            List<IContentProposal> proposals, String begun, String whole, String label, String description) {
        if (whole.toLowerCase(Locale.ROOT).startsWith(begun.toLowerCase(Locale.ROOT))) {
            proposals.add(new ContentProposal(whole.substring(begun.length()), label, description));
        }
    }

    private static String word(String contents, int position) {
        int start = position;
        while (start > 0 && Character.isLetterOrDigit(contents.charAt(start - 1))) {
            start--;
        }
        return contents.substring(start, position);
    }
}
