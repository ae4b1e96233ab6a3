package dev.entrega.api;

import io.micronaut.context.annotation.Requires;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;
import java.security.Principal;

/** A part of a service that asks who calls. */
@Controller("/vault")
@Requires(property = "test.vault")
@Secured("vault:read")
class Vault {

    @Get
    String read() {
        return "gold";
    }

    @Post
    @Secured({"vault:write", "vault:admin"})
    String write() {
        return "more gold";
    }

    @Get("/caller")
    @Secured(SecurityRule.IS_AUTHENTICATED)
    String caller(Principal caller) {
        return caller.getName();
    }

    @Get("/combination")
    @Secured(SecurityRule.DENY_ALL)
    String combination() {
        return "1234";
    }

    @Get("/hours")
    @Secured(SecurityRule.IS_ANONYMOUS)
    String hours() {
        return "nine to five";
    }
}
