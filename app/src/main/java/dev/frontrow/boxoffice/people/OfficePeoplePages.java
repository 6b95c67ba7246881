package dev.frontrow.boxoffice.people;

import dev.frontrow.identity.Caller;
import dev.frontrow.identity.roles.OperatorRole;
import dev.frontrow.identity.roles.Right;
import dev.frontrow.problem.Problem;
import dev.frontrow.problem.ProblemCode;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/// Skeletons of the pages; their scripts call the operators' API.
@Controller
class OfficePeoplePages {

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

    /// For somebody who has no account yet. Whether the link is good is told when the form is sent.
    @GetMapping("/office/invitation")
    String invitation(@RequestParam(defaultValue = "") String token, Model model) {
        model.addAttribute("token", token);
        return "office/invitation";
    }
}
