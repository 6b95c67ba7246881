package dev.frontrow.catalog.editing;

import dev.frontrow.catalog.SaleGuard;
import dev.frontrow.catalog.SalePhases;
import dev.frontrow.catalog.about.ConcertParticulars;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/// What edits ask and tell others: the modules that sell, and the texts.
@Component
record Neighbours(SaleGuard guard, SalePhases phases, ApplicationEventPublisher events, ConcertParticulars texts) {}
