package dev.frontrow.wallet;

/// Between a buyer and which account of the house, and which way.
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
