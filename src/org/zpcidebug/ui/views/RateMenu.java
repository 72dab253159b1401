package org.zpcidebug.ui.views;

import java.util.ArrayList;
import java.util.List;
import org.eclipse.jface.action.Action;
import org.eclipse.jface.action.ActionContributionItem;
import org.eclipse.jface.action.IAction;
import org.eclipse.jface.action.IMenuCreator;
import org.eclipse.jface.action.IMenuManager;
import org.eclipse.jface.action.MenuManager;
import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Menu;
import org.eclipse.swt.widgets.ToolItem;
import org.zpcidebug.ui.Icons;

/** The choice of how often to refresh: a drop-down in the toolbar, and a submenu of the view's menu. */
public final class RateMenu extends Action implements IMenuCreator {

    private final List<IAction> rates = new ArrayList<>();
    private Menu menu;

    /** Makes the choice. */
    public RateMenu() {
        super(Messages.Rate, AS_DROP_DOWN_MENU);
        for (RefreshRate rate : RefreshRate.values()) {
            rates.add(new Rate(rate));
        }
        setMenuCreator(this);
        update();
    }

    private static final class Rate extends Action {

        private final RefreshRate rate;

        Rate(RefreshRate rate) {
            super(rate.label(), AS_RADIO_BUTTON);
            this.rate = rate;
        }

        @Override
        public void run() {
            if (isChecked()) {
                rate.choose();
            }
        }
    }

    /** Marks the rate that is chosen. */
    public void update() {
        RefreshRate chosen = RefreshRate.chosen();
        setImageDescriptor((chosen == RefreshRate.MANUAL ? Icons.MANUAL : Icons.LIVE).descriptor());
        setToolTipText(NLS.bind(Messages.Rate_ToolTip, chosen.label()));
        for (int i = 0; i < rates.size(); i++) {
            rates.get(i).setChecked(RefreshRate.values()[i] == chosen);
        }
    }

    /** The same choice as a submenu. */
    public IMenuManager submenu() {
        MenuManager submenu = new MenuManager(Messages.Rate, Icons.LIVE.descriptor(), null);
        rates.forEach(submenu::add);
        return submenu;
    }

    /** The button itself opens the menu too. */
    @Override
    public void runWithEvent(Event event) {
        if (event.widget instanceof ToolItem item) {
            Menu opened = getMenu(item.getParent());
            opened.setLocation(
                    item.getParent().toDisplay(item.getBounds().x, item.getBounds().y + item.getBounds().height));
            opened.setVisible(true);
        }
    }

    @Override
    public Menu getMenu(Control parent) {
        dispose();
        menu = new Menu(parent);
        for (IAction rate : rates) {
            new ActionContributionItem(rate).fill(menu, -1);
        }
        return menu;
    }

    @Override
    public Menu getMenu(Menu parent) {
        return null;
    }

    @Override
    public void dispose() {
        if (menu != null) {
            menu.dispose();
            menu = null;
        }
    }
}
