package dev.frontrow.news;

import dev.frontrow.cluster.Nodes;
import dev.frontrow.cluster.SingleJobs;
import dev.frontrow.news.redis.RedisChannel;
import dev.frontrow.news.redis.RedisSettings;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.sql.init.dependency.DependsOnDatabaseInitialization;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class NewsConfiguration {

    private static final Logger LOG = LoggerFactory.getLogger(NewsConfiguration.class);

    @Bean
    News news(ObjectProvider<News.Outlet> outlet, RedisSettings settings) {
        var news = new News(outlet.getIfAvailable());
        if (!news.isShared() && settings.isSet()) {
            LOG.warn("frontrow.cluster.redis is of no use without frontrow.cluster.enabled");
        }
        return news;
    }

    /// Only in a cluster.
    @Configuration(proxyBeanMethods = false)
    @Conditional(Shared.class)
    static class InCluster {

        @Bean
        News.Outlet newsOutlet(NewsRows rows, Nodes nodes, QuickWay quickWay) {
            return new News.Outlet(rows, nameOf(nodes), quickWay);
        }

        @Bean
        @DependsOnDatabaseInitialization
        QuickWay newsQuickWay(
                RedisSettings settings, NewsRows rows, Nodes nodes, Deliveries deliveries, NewsMeters meters) {
            String redis = settings.redis();
            return redis == null || !settings.isSet()
                    ? QuickWay.NONE
                    : new RedisWay(
                            new RedisChannel(redis, "frontrow:news:" + rows.installation()),
                            nodes.self().id(),
                            new Frame(rows.key()),
                            deliveries,
                            meters);
        }

        @Bean
        NewsMeters newsMeters(MeterRegistry registry, InstantSource clock) {
            return new NewsMeters(registry, clock);
        }

        @Bean
        Deliveries newsDeliveries(ObjectProvider<NewsListener> listeners, NewsMeters meters) {
            return new Deliveries(new Receivers(listeners::stream), meters);
        }

        @Bean
        @DependsOnDatabaseInitialization
        NewsFeed newsFeed(NewsRows rows, Nodes nodes, Deliveries deliveries, QuickWay quickWay, InstantSource clock) {
            return new NewsFeed(rows, nameOf(nodes), deliveries, quickWay, clock);
        }

        @Bean
        @DependsOnDatabaseInitialization
        NewsSweep newsSweep(NewsRows rows, SingleJobs jobs, InstantSource clock) {
            return new NewsSweep(rows, jobs::areHere, clock);
        }

        /// A restarted node has another id: it hears what the process before has told.
        private static String nameOf(Nodes nodes) {
            return nodes.self().id().toString();
        }
    }
}
