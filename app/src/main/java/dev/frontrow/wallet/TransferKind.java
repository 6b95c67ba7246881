package dev.frontrow.wallet;

/// The kind of a transfer between a buyer and the house: it names the house's account and, with it, the
/// direction.
enum TransferKind {
    TOP_UP(HouseAccount.FUNDING),
    PAYMENT(HouseAccount.REVENUE);

    private final HouseAccount house;

    TransferKind(HouseAccount house) {
        this.house = house;
    }

    HouseAccount house() {
        return house;
    }

    boolean creditsBuyer() {
        return house == HouseAccount.FUNDING;
    }
}
