package dev.frontrow.boxoffice.venues;

import java.util.List;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/// The list of venues, and the editor of their plans. Their scripts read and write by the operators' API.
@Controller
class VenuePages {

    private static final List<String> TOOLS =
            List.of("select", "hand", "row", "block", "area", "stage", "gate", "text", "paint");
    private static final List<String> MARKS = List.of("ACCESSIBLE", "COMPANION", "RESTRICTED_VIEW", "AISLE");

    @GetMapping("/office/venues")
    String all() {
        return "office/venues";
    }

    @GetMapping("/office/venues/{venueId}/edit")
    String editor(@PathVariable long venueId, Model model) {
        model.addAttribute("venueId", venueId);
        model.addAttribute("tools", TOOLS);
        model.addAttribute("marks", MARKS);
        return "office/venue-editor";
    }
}
