package dev.frontrow.identity.people;

import dev.frontrow.identity.BuyerNames;
import dev.frontrow.identity.Caller;
import dev.frontrow.identity.recovery.RecoverySettings;
import dev.frontrow.identity.roles.OperatorRole;
import dev.frontrow.problem.Problem;
import dev.frontrow.problem.ProblemCode;
import dev.frontrow.text.PlainText;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// The operators of the box office, for its owners.
@RestController
@Tag(name = "Operator")
@RequestMapping("/api/v1/operator")
class PeopleController {

    private static final int NOTE_MAX = 80;

    record PeopleAnswer(List<Person> people, List<Invitation> invitations) {}

    /// @param note whom it is for
    record InvitationForm(
            @NotNull OperatorRole role,
            @NotNull @Size(min = 1, max = NOTE_MAX) String note) {}

    /// @param link the page to hand to whom is invited; it is shown only here
    record NewInvitation(UUID invitationId, String token, String link, Instant expiresAt) {

        @Override
        public String toString() {
            return "NewInvitation[" + invitationId + "]";
        }
    }

    record RoleForm(@NotNull OperatorRole role) {}

    private final OperatorAccounts accounts;
    private final Invitations invitations;
    private final BuyerNames names;
    private final RecoverySettings settings;

    PeopleController(OperatorAccounts accounts, Invitations invitations, BuyerNames names, RecoverySettings settings) {
        this.accounts = accounts;
        this.invitations = invitations;
        this.names = names;
        this.settings = settings;
    }

    @GetMapping("/people")
    @Operation(summary = "The operators, and who is invited")
    PeopleAnswer people() {
        return new PeopleAnswer(accounts.list(), invitations.list());
    }

    @PostMapping("/invitations")
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(
            summary = "Invite an operator",
            description =
                    "Answers a link that is good once, for 72 hours. Who has it chooses a username and a password.")
    NewInvitation invite(@Valid @RequestBody InvitationForm form, @AuthenticationPrincipal Caller caller) {
        String by = names.of(caller.buyerId()).orElse(caller.buyerId().toString());
        var made = invitations.make(form.role(), PlainText.line("note", form.note(), NOTE_MAX), by, caller);
        return new NewInvitation(
                made.invitation().invitationId(),
                made.token(),
                settings.link("/office/invitation?token=" + made.token()),
                made.invitation().expiresAt());
    }

    @DeleteMapping("/invitations/{invitationId}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(summary = "Withdraw an invitation")
    void withdraw(@PathVariable UUID invitationId) {
        if (!invitations.withdraw(invitationId)) {
            throw Problem.unknown(ProblemCode.INVITATION_UNKNOWN, "invitationId");
        }
    }

    @PatchMapping("/people/{operatorId}")
    @Operation(summary = "Give an operator another role", description = "It counts at once.")
    Person changeRole(@PathVariable UUID operatorId, @Valid @RequestBody RoleForm form) {
        return required(accounts.changeRole(operatorId, form.role()));
    }

    @DeleteMapping("/people/{operatorId}")
    @Operation(
            summary = "Let an operator go",
            description = "Their sessions end, and they can no longer sign in. What they did stays in the audit log.")
    Person remove(@PathVariable UUID operatorId) {
        return required(accounts.remove(operatorId));
    }

    private static Person required(PersonOutcome outcome) {
        return switch (outcome) {
            case PersonOutcome.Changed(Person person) -> person;
            case PersonOutcome.Unknown() -> throw Problem.unknown(ProblemCode.OPERATOR_UNKNOWN, "operatorId");
            case PersonOutcome.LastOwner() -> throw Problem.of(ProblemCode.LAST_OWNER);
        };
    }
}
