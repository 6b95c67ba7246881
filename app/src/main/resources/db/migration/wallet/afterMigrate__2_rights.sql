-- Transfers are only ever added; of an account the balance changes. The ledger is a view of the transfers.
grant update (balance_minor) on wallet.account to ${server};
revoke insert on wallet.ledger_entry from ${server};
