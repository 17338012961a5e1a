package bank;

import java.math.BigDecimal;

public final class Transfers {
    private final Accounts accounts;

    public Transfers(Accounts accounts) {
        this.accounts = accounts;
    }

    public void transfer(String from, String to, BigDecimal amount) {
        if (amount.signum() == 0) throw new IllegalArgumentException("amount must not be zero");
        Account source = accounts.get(from);
        if (source.balance().compareTo(amount) < 0) throw new InsufficientFunds(from);
        source.withdraw(amount);
        accounts.get(to).deposit(amount);
    }

    public boolean isSameCurrency(String from, String to) {
        return accounts.get(from).currency() == accounts.get(to).currency();
    }
}
