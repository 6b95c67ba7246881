package dev.frontrow.boxoffice.lookup;

import dev.frontrow.identity.Caller;
import dev.frontrow.identity.roles.Right;
import dev.frontrow.problem.Problem;
import dev.frontrow.problem.ProblemCode;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.UUID;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/// Where operators give money back for an order.
@Controller
class RefundPages {

    private final LookUps lookUps;
    private final OrderRefunds refunds;

    RefundPages(LookUps lookUps, OrderRefunds refunds) {
        this.lookUps = lookUps;
        this.refunds = refunds;
    }

    @GetMapping("/office/orders/{paymentId}/refunds")
    String order(@PathVariable UUID paymentId, @AuthenticationPrincipal Caller caller, Model model) {
        if (!caller.may(Right.LOOK_UP)) {
            throw Problem.of(ProblemCode.FORBIDDEN);
        }
        LookedUpOrder order = lookUps.order(paymentId)
                .filter(found -> found.payment().refusal() == null)
                .orElseThrow(() -> Problem.unknown(ProblemCode.PAYMENT_UNKNOWN, "paymentId"));
        LookedUpConcert concert = order.concert();
        model.addAttribute("order", order);
        model.addAttribute("zone", concert == null ? ZoneOffset.UTC : ZoneId.of(concert.timeZone()));
        model.addAttribute("refunds", refunds.of(paymentId, caller.buyerId()));
        model.addAttribute("mayRefund", caller.may(Right.REFUND));
        model.addAttribute("mayApprove", caller.may(Right.APPROVE));
        return "office/refunds";
    }
}
