package dev.frontrow.database.primary;

import javax.sql.DataSource;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.boot.jdbc.autoconfigure.JdbcTemplateAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.Conditional;
import org.springframework.core.type.AnnotatedTypeMetadata;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.TransactionManager;
import org.springframework.util.StringUtils;

@AutoConfiguration(
        after = DataSourceAutoConfiguration.class,
        before = {DataSourceTransactionManagerAutoConfiguration.class, JdbcTemplateAutoConfiguration.class})
@ConditionalOnBean(JdbcConnectionDetails.class)
public class PrimaryAutoConfiguration {

    @Bean
    Primary primary(JdbcConnectionDetails database) {
        return new Primary(database.getJdbcUrl());
    }

    @Bean
    @ConditionalOnMissingBean(TransactionManager.class)
    ConfirmedTransactions transactionManager(DataSource dataSource) {
        return new ConfirmedTransactions(dataSource);
    }

    @Bean
    @ConditionalOnMissingBean(JdbcTemplate.class)
    ConfirmedStatements jdbcTemplate(DataSource dataSource) {
        return new ConfirmedStatements(dataSource);
    }

    /// The embedded database has no standby.
    @Bean
    @Conditional(DatabaseNamed.class)
    ReplicationWatch replicationWatch(JdbcClient jdbc, Primary primary) {
        return new ReplicationWatch(jdbc, primary);
    }

    static final class DatabaseNamed implements Condition {

        @Override
        public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
            return StringUtils.hasText(context.getEnvironment().getProperty("spring.datasource.url"));
        }
    }
}
