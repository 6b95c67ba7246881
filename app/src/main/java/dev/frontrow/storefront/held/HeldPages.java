package dev.frontrow.storefront.held;

import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;

/// The strip alone, for pages that stay open.
@Controller
class HeldPages {

    /// The query `at` names the page that asks: no page shows its own hold.
    @GetMapping("/held")
    String held() {
        return "held :: strip";
    }
}
