package dev.frontrow.boxoffice.people;

import dev.frontrow.identity.BuyerNames;
import dev.frontrow.identity.Caller;
import dev.frontrow.identity.roles.OperatorRole;
import dev.frontrow.identity.roles.Right;
import dev.frontrow.problem.Problem;
import dev.frontrow.problem.ProblemCode;
import java.util.UUID;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/// Skeletons of the pages; their scripts call the operators' API.
@Controller
class OfficePeoplePages {

    private final BuyerNames names;

    OfficePeoplePages(BuyerNames names) {
        this.names = names;
    }

    @GetMapping("/office/people")
    String people(@AuthenticationPrincipal Caller caller, Model model) {
        require(caller);
        model.addAttribute("roles", OperatorRole.values());
        model.addAttribute("editable", caller.may(Right.EDIT_PEOPLE));
        model.addAttribute("self", caller.buyerId());
        return "office/people";
    }

    @GetMapping("/office/audit")
    String audit(@AuthenticationPrincipal Caller caller) {
        require(caller);
        return "office/audit";
    }

    private static void require(Caller caller) {
        if (!caller.may(Right.READ_ALL)) {
            throw Problem.of(ProblemCode.FORBIDDEN);
        }
    }

    /// Also for those who may do nothing else yet.
    @GetMapping("/office/second-factor")
    String secondFactor() {
        return "office/second-factor";
    }

    /// One's own sessions.
    @GetMapping("/office/sessions")
    String sessions(Model model) {
        model.addAttribute("calls", "/api/v1/operator/sessions");
        model.addAttribute("own", true);
        return "office/sessions";
    }

    @GetMapping("/office/people/{operatorId}/sessions")
    String sessionsOf(@PathVariable UUID operatorId, @AuthenticationPrincipal Caller caller, Model model) {
        if (!caller.may(Right.EDIT_PEOPLE)) {
            throw Problem.of(ProblemCode.FORBIDDEN);
        }
        model.addAttribute(
                "operator",
                names.of(operatorId).orElseThrow(() -> Problem.unknown(ProblemCode.OPERATOR_UNKNOWN, "operatorId")));
        model.addAttribute("calls", "/api/v1/operator/people/" + operatorId + "/sessions");
        model.addAttribute("own", false);
        return "office/sessions";
    }

    /// For somebody who has no account yet. Whether the link is good is told when the form is sent.
    @GetMapping("/office/invitation")
    String invitation(@RequestParam(defaultValue = "") String token, Model model) {
        model.addAttribute("token", token);
        return "office/invitation";
    }
}
