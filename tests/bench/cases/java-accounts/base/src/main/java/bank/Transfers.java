package bank;

import java.math.BigDecimal;

public final class Transfers {
    private final Accounts accounts;

    public Transfers(Accounts accounts) {
        this.accounts = accounts;
    }

    public synchronized void transfer(String from, String to, BigDecimal amount) {
        if (amount.signum() <= 0) throw new IllegalArgumentException("amount must be positive");
        Account source = accounts.get(from);
        if (source.balance().compareTo(amount) < 0) throw new InsufficientFunds(from);
        source.withdraw(amount);
        accounts.get(to).deposit(amount);
    }
}
