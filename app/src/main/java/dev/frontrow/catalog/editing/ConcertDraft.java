package dev.frontrow.catalog.editing;

import dev.frontrow.catalog.Concert;
import dev.frontrow.catalog.OnSale;
import dev.frontrow.catalog.PriceLevel;
import dev.frontrow.catalog.about.Particulars;
import dev.frontrow.catalog.editing.ConcertEditForm.SaleTimesForm;
import dev.frontrow.catalog.editing.ConcertForm.PriceLevelForm;
import dev.frontrow.problem.Problem;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a concert is to become, checked in itself.
///
/// @param repriced price levels whose amounts change
record ConcertDraft(String title, String venue, OnSale onSale, Particulars particulars, List<PriceLevel> repriced) {

    static ConcertDraft of(Concert concert, ConcertEditForm form, ConcertPlan plan) {
        return new ConcertDraft(
                form.title() == null ? concert.title() : ConcertPlan.name("title", form.title()),
                form.venue() == null ? concert.venue() : ConcertPlan.name("venue", form.venue()),
                onSale(concert.onSale(), form.sale()),
                particulars(concert.particulars(), form),
                form.priceLevels() == null ? List.of() : repriced(concert, form.priceLevels(), plan));
    }

    /// The same with other particulars alone.
    static ConcertDraft of(Concert concert, Particulars particulars) {
        return new ConcertDraft(concert.title(), concert.venue(), concert.onSale(), particulars, List.of());
    }

    /// The concert as it will be.
    Concert of(Concert before) {
        return new Concert(
                before.concertId(),
                title,
                venue,
                before.currency(),
                before.timeZone(),
                onSale,
                before.priceLevels(),
                before.performances(),
                particulars,
                before.edition());
    }

    private static OnSale onSale(OnSale before, @Nullable SaleTimesForm form) {
        if (form == null) {
            return before;
        }
        ConcertPlan.requireWindow("sale.", form.opensAt(), form.preQueueOpensAt(), form.closesAt());
        return new OnSale(
                form.preQueueOpensAt(), form.opensAt(), form.closesAt(), before.capacity(), before.admitPerMinute());
    }

    private static Particulars particulars(Particulars before, ConcertEditForm form) {
        return new Particulars(
                form.texts() == null ? before.texts() : ParticularsPlan.texts(form.texts()),
                form.address() == null ? before.address() : ParticularsPlan.address(form.address()),
                number(before.ageLimit(), form.ageLimit()),
                number(before.runningMinutes(), form.runningMinutes()),
                number(before.seatsPerBuyerMax(), form.seatsPerBuyerMax()),
                before.poster());
    }

    private static @Nullable Integer number(@Nullable Integer before, @Nullable Integer wanted) {
        return wanted == null ? before : ParticularsPlan.number(wanted);
    }

    private static List<PriceLevel> repriced(Concert concert, List<PriceLevelForm> forms, ConcertPlan plan) {
        List<PriceLevel> repriced = new ArrayList<>();
        for (int i = 0; i < forms.size(); i++) {
            PriceLevelForm form = forms.get(i);
            String path = "priceLevels[" + i + "].";
            PriceLevel before = concert.priceLevels().stream()
                    .filter(level -> level.name().equals(form.name()))
                    .findFirst()
                    .orElseThrow(() -> Problem.invalidField(path + "name", "price-level-unknown"));
            plan.requirePayable(path + "amountMinor", form.amountMinor(), concert.currency());
            if (repriced.stream().anyMatch(level -> level.name().equals(before.name()))) {
                throw Problem.invalidField(path + "name", "duplicate");
            }
            if (before.amountMinor() != form.amountMinor()) {
                repriced.add(new PriceLevel(before.name(), form.amountMinor()));
            }
        }
        return repriced;
    }
}
